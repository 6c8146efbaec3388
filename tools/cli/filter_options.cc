#include "tools/cli/filter_options.h"

#include <string>

namespace prov::cli {

void AddDocumentFilter(po::options_description& group, DocumentFilter& filter,
                       const char* outlet_help) {
  AddParsed(
      group, "since", "DATE", "",
      [&filter](const std::string& text) { return filter.SetSince(text); },
      "only documents that may be of this date or later");
  AddParsed(
      group, "until", "DATE", "",
      [&filter](const std::string& text) { return filter.SetUntil(text); },
      "only documents that may be of this date or earlier");
  group.add_options()(
      "outlet", po::value(&filter.outlets)->value_name("NAME")->composing(),
      outlet_help);
}

}  // namespace prov::cli
