#include "libprov/dedupe/summary.h"

#include <algorithm>

#include "absl/strings/str_format.h"
#include "libprov/base/json_writer.h"

namespace prov {
namespace {

// "12,345,678"
std::string Grouped(uint64_t number) {
  std::string text = std::to_string(number);
  for (size_t i = text.size(); i > 3; i -= 3) text.insert(i - 3, 1, ',');
  return text;
}

// "1.2 MB", or in kB where that would show too little of it.
std::string Shown(int64_t bytes, bool in_megabytes) {
  const auto count = static_cast<double>(bytes);
  return in_megabytes ? absl::StrFormat("%.1f MB", count / 1e6)
                      : absl::StrFormat("%.1f kB", count / 1e3);
}

double Percent(double part, double whole) {
  return whole == 0 ? 0 : 100 * part / whole;
}

// Names come from records: a control character in one must not reach a
// terminal.
std::string Printable(std::string_view text) {
  std::string printable;
  for (size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    const auto next =
        static_cast<unsigned char>(i + 1 < text.size() ? text[i + 1] : '\0');
    if (byte < 0x20 || byte == 0x7F) {
      printable += absl::StrFormat("\\x%02x", byte);
    } else if (byte == 0xC2 && next >= 0x80 && next < 0xA0) {  // U+0080..009F
      printable += absl::StrFormat("\\u%04x", next);
      ++i;
    } else {
      printable += text[i];
    }
  }
  return printable.empty() ? "(none)" : printable;
}

// A record with its line ending, if it has one.
uint64_t LineBytes(const Corpus& corpus, const DocumentRow& row) {
  const uint64_t ending = row.ends_with_carriage_return ? 2 : 1;
  return std::min(
      row.place.length + ending,
      corpus.inputs()[row.place.input].size_bytes() - row.place.offset);
}

}  // namespace

Summary Summarize(const Corpus& corpus, size_t num_inputs,
                  const SpillVector<Removal>& removals) {
  const DocumentTable& documents = corpus.documents();
  Summary summary;
  summary.outlets.resize(documents.outlet_count());
  for (uint32_t outlet = 0; outlet < documents.outlet_count(); ++outlet) {
    summary.outlets[outlet].outlet = documents.outlet_name(outlet);
  }
  const DocumentId end = corpus.first_document(num_inputs);
  DocumentTable::Reader rows(documents);
  for (DocumentId document = 0; document < end; ++document) {
    const DocumentRow& row = rows[document];
    ++summary.outlets[row.outlet].records;
    summary.unreadable_dates += row.date_unreadable ? 1 : 0;
  }
  for (const Removal& removal : removals) {
    const DocumentRow& row = rows[removal.dropped];
    ++summary.outlets[row.outlet].dropped;
    ++summary.dropped_by_kind[static_cast<size_t>(removal.kind)];
    summary.bytes_removed += LineBytes(corpus, row);
  }
  std::erase_if(summary.outlets, [](const Summary::Outlet& outlet) {
    return outlet.records == 0;
  });
  std::ranges::sort(summary.outlets, {}, &Summary::Outlet::outlet);
  summary.dropped = removals.size();
  summary.kept = end - removals.size();
  summary.rejected = static_cast<uint64_t>(std::ranges::count_if(
      corpus.rejects(), [num_inputs](const Rejected& rejected) {
        return rejected.place.input < num_inputs;
      }));
  summary.records = end + summary.rejected;
  summary.repeated_ids = corpus.repeated_ids();
  for (size_t input = 0; input < num_inputs; ++input) {
    summary.bytes_in += corpus.inputs()[input].size_bytes();
  }
  return summary;
}

std::string SummaryTable(const Summary& summary, size_t max_outlets) {
  auto row = [](const char* name, uint64_t count) {
    return absl::StrFormat("  %-20s %14s\n", name, Grouped(count));
  };
  std::string table = row("records in", summary.records);
  table += row("kept", summary.kept);
  table += row("dropped", summary.dropped);
  for (size_t kind = 0; kind < summary.dropped_by_kind.size(); ++kind) {
    if (summary.dropped_by_kind[kind] == 0) continue;
    const std::string name =
        "  " + std::string(ToString(static_cast<MatchKind>(kind)));
    table += row(name.c_str(), summary.dropped_by_kind[kind]);
  }
  table += row("rejected", summary.rejected);
  if (summary.stripped.has_value()) {
    table += row("with boilerplate", summary.stripped->documents);
    table += row("  and nothing else", summary.stripped->nothing_left);
  }
  const bool in_megabytes = summary.bytes_in >= 10'000'000;
  table += absl::StrFormat(
      "  %-20s %14s of %s (%.1f %%)\n", "bytes saved",
      Shown(summary.bytes_saved(), in_megabytes),
      Shown(static_cast<int64_t>(summary.bytes_in), in_megabytes),
      Percent(static_cast<double>(summary.bytes_saved()),
              static_cast<double>(summary.bytes_in)));

  std::vector<Summary::Outlet> outlets = summary.outlets;
  std::erase_if(outlets,
                [](const auto& outlet) { return outlet.dropped == 0; });
  std::ranges::stable_sort(outlets, std::ranges::greater(),
                           &Summary::Outlet::dropped);
  if (outlets.empty()) return table;
  table += absl::StrFormat("  %-34s %9s %9s\n", "outlet", "records", "dropped");
  for (size_t i = 0; i < outlets.size() && i < max_outlets; ++i) {
    table += absl::StrFormat("  %-34s %9s %9s\n", Printable(outlets[i].outlet),
                             Grouped(outlets[i].records),
                             Grouped(outlets[i].dropped));
  }
  if (outlets.size() > max_outlets) {
    table += absl::StrFormat("  and %d outlets more; --summary FILE has all\n",
                             outlets.size() - max_outlets);
  }
  return table;
}

std::string SummaryLine(const Summary& summary) {
  std::string line;
  JsonWriter json(line);
  json.BeginObject()
      .Member("schema", "prov.summary/1")
      .Member("records", summary.records)
      .Member("kept", summary.kept)
      .Member("dropped", summary.dropped);
  json.Key("dropped_by_kind").BeginObject();
  for (size_t kind = 0; kind < summary.dropped_by_kind.size(); ++kind) {
    json.Member(ToString(static_cast<MatchKind>(kind)),
                summary.dropped_by_kind[kind]);
  }
  json.EndObject()
      .Member("rejected", summary.rejected)
      .Member("unreadable_dates", summary.unreadable_dates)
      .Member("repeated_ids", summary.repeated_ids)
      .Member("bytes_in", summary.bytes_in)
      .Member("bytes_removed", summary.bytes_removed);
  if (summary.stripped.has_value()) {
    json.Key("stripped")
        .BeginObject()
        .Member("documents", summary.stripped->documents)
        .Member("nothing_left", summary.stripped->nothing_left)
        .EndObject();
  }
  if (summary.bytes_dropped_file.has_value()) {
    json.Member("bytes_dropped_file", *summary.bytes_dropped_file);
    json.Member("bytes_saved", summary.bytes_saved());
  }
  json.Key("outlets").BeginArray();
  for (const Summary::Outlet& outlet : summary.outlets) {
    json.BeginObject()
        .Member("outlet", outlet.outlet)
        .Member("records", outlet.records)
        .Member("dropped", outlet.dropped)
        .EndObject();
  }
  json.EndArray().EndObject();
  return line;
}

}  // namespace prov
