// The quoting of GNU Make, as 4.3 reads it: white space, "#" and ":" take a
// backslash, and backslashes before those are doubled, others are not; "$" is
// doubled.  "%" takes a backslash in a target and none in a prerequisite.  "="
// would make a variable of the line, and is hidden in one.
//
// Held by depfile_test.cc, which asks make where there is one.

#include "tools/cli/depfile.h"

#include <set>
#include <string_view>

#include "absl/strings/str_format.h"

namespace prov::cli {
namespace {

enum class Place : unsigned char { kTarget, kPrerequisite };

constexpr std::string_view kEquals = "$(prov-equals)";

// What no quoting gets past Make.
bool IsInexpressible(std::string_view name) {
  return name.find_first_of("\n\t;|") != std::string_view::npos ||
         name.ends_with('\\') || name.ends_with('&') ||
         (name.ends_with(')') && name.find('(') != std::string_view::npos);
}

std::string Quoted(std::string_view name, Place place) {
  std::string quoted = name.starts_with('~') ? "./" : "";
  size_t backslashes = 0;
  for (const char c : name) {
    if (c == ' ' || c == '#' || c == ':' ||
        (c == '%' && place == Place::kTarget)) {
      quoted.append(backslashes + 1, '\\');
    }
    backslashes = c == '\\' ? backslashes + 1 : 0;
    if (c == '=') {
      quoted += kEquals;
    } else {
      quoted.append(c == '$' ? 2 : 1, c);
    }
  }
  return quoted;
}

}  // namespace

absl::StatusOr<std::string> DepfileText(
    const std::vector<std::string>& targets,
    const std::vector<std::string>& prerequisites) {
  bool any_equals = false;
  for (const std::vector<std::string>* names : {&targets, &prerequisites}) {
    for (const std::string& name : *names) {
      any_equals |= name.find('=') != std::string::npos;
      if (!IsInexpressible(name)) continue;
      return absl::InvalidArgumentError(absl::StrFormat(
          "%s: no Makefile can have this name; rename the file, or do without "
          "--depfile",
          name));
    }
  }
  std::string text = any_equals ? "prov-equals := =\n" : "";
  for (const std::string& target : targets) {
    text += (&target == targets.data() ? "" : " ");
    text += Quoted(target, Place::kTarget);
  }
  text += ":";
  std::string empty_rules;
  std::set<std::string_view> seen;
  for (const std::string& name : prerequisites) {
    if (!seen.insert(name).second) continue;
    text += " \\\n  " + Quoted(name, Place::kPrerequisite);
    empty_rules += "\n" + Quoted(name, Place::kTarget) + ":\n";
  }
  return text + "\n" + empty_rules;
}

}  // namespace prov::cli
