#include "tools/cli/visible.h"

#include "absl/strings/str_format.h"
#include "absl/strings/str_replace.h"

namespace prov::cli {

std::string Visible(std::string_view text) {
  std::string visible;
  for (size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    // U+0080 to U+009F, which some terminals obey too.
    const bool is_c1 = byte == 0xC2 && i + 1 < text.size() &&
                       static_cast<unsigned char>(text[i + 1]) < 0xA0;
    if (is_c1) {
      visible +=
          absl::StrFormat("\\x%02x", static_cast<unsigned char>(text[++i]));
    } else if (text[i] == '\n' || (byte >= 0x20 && byte != 0x7F)) {
      visible += text[i];
    } else {
      visible += absl::StrFormat("\\x%02x", byte);
    }
  }
  return visible;
}

std::string VisibleName(std::string_view name) {
  return absl::StrReplaceAll(Visible(name), {{"\n", "\\x0a"}});
}

}  // namespace prov::cli
