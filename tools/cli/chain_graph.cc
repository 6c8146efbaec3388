// Held by the golden cases of prov-trace.

#include "tools/cli/chain_graph.h"

#include <algorithm>

#include "absl/strings/str_format.h"
#include "libprov/chain/chain_file.h"
#include "tools/cli/chain_text.h"
#include "tools/cli/visible.h"

namespace prov::cli {
namespace {

bool ClaimsOrder(const ChainLink& link) {
  return link.HasEvidence(Evidence::Kind::kTime) ||
         link.HasEvidence(Evidence::Kind::kCitation);
}

bool IsFirst(const Chain& chain, uint32_t node) {
  return chain.verdict == ChainVerdict::kEarliest && chain.first.has_value() &&
         chain.first->node == node;
}

std::string LabelOf(const ChainLink& link) {
  return link.probability.has_value()
             ? absl::StrFormat("%s %s", NameOf(link.relation),
                               ToString(Truncated(*link.probability)))
             : std::string(NameOf(link.relation));
}

// What a node shows, a line each.
std::vector<std::string> LinesOf(const ChainNode& node) {
  if (node.is_virtual) return {VisibleName(node.outlet), "(not here)"};
  return {VisibleName(node.outlet), WhenText(node.published),
          VisibleName(node.id)};
}

std::string DotText(const std::vector<std::string>& lines) {
  std::string text = "\"";
  for (size_t i = 0; i < lines.size(); ++i) {
    if (i > 0) text += "\\n";
    for (const char c : lines[i]) {
      if (c == '"' || c == '\\') text += '\\';
      text += c;
    }
  }
  return text + '"';
}

// Mermaid reads #NN; as the character of that number.
std::string MermaidText(const std::vector<std::string>& lines) {
  std::string text = "\"";
  for (size_t i = 0; i < lines.size(); ++i) {
    if (i > 0) text += "<br>";
    for (const char c : lines[i]) {
      if (std::string_view("\"#&<>;`[]{}|").find(c) != std::string_view::npos) {
        text += absl::StrFormat("#%d;", static_cast<int>(c));
      } else {
        text += c;
      }
    }
  }
  return text + '"';
}

std::string NameOfNode(size_t chain, uint32_t node) {
  return absl::StrFormat("c%dn%d", chain, node);
}

}  // namespace

std::string DotGraph(std::span<const Chain> chains) {
  std::string text =
      "digraph \"prov-trace\" {\n  rankdir=RL;\n  node [shape=box];\n";
  for (size_t c = 0; c < chains.size(); ++c) {
    const Chain& chain = chains[c];
    text += absl::StrFormat("  subgraph cluster_%d {\n    label=%s;\n", c,
                            DotText({HeadingOf(chain)}));
    for (uint32_t i = 0; i < chain.nodes.size(); ++i) {
      text += absl::StrFormat("    %s [label=%s%s];\n", NameOfNode(c, i),
                              DotText(LinesOf(chain.nodes[i])),
                              chain.nodes[i].is_virtual ? ", style=dashed"
                              : IsFirst(chain, i)       ? ", style=bold"
                                                        : "");
    }
    for (const ChainLink& link : chain.links) {
      text += absl::StrFormat(
          "    %s -> %s [label=%s%s];\n", NameOfNode(c, link.from),
          NameOfNode(c, link.to), DotText({LabelOf(link)}),
          ClaimsOrder(link) ? "" : ", style=dotted, dir=none");
    }
    text += "  }\n";
  }
  return text + "}\n";
}

std::string MermaidGraph(std::span<const Chain> chains) {
  std::string text = "flowchart RL\n";
  for (size_t c = 0; c < chains.size(); ++c) {
    const Chain& chain = chains[c];
    text += absl::StrFormat("  subgraph c%d [%s]\n", c,
                            MermaidText({HeadingOf(chain)}));
    for (uint32_t i = 0; i < chain.nodes.size(); ++i) {
      const bool is_virtual = chain.nodes[i].is_virtual;
      text += absl::StrFormat(
          "    %s%s%s%s\n", NameOfNode(c, i), is_virtual ? "([" : "[",
          MermaidText(LinesOf(chain.nodes[i])), is_virtual ? "])" : "]");
    }
    for (const ChainLink& link : chain.links) {
      text +=
          absl::StrFormat("    %s %s|%s| %s\n", NameOfNode(c, link.from),
                          ClaimsOrder(link) ? "-->" : "-.-",
                          MermaidText({LabelOf(link)}), NameOfNode(c, link.to));
    }
    text += "  end\n";
    for (uint32_t i = 0; i < chain.nodes.size(); ++i) {
      if (IsFirst(chain, i)) {
        text +=
            absl::StrFormat("  style %s stroke-width:3px\n", NameOfNode(c, i));
      }
    }
  }
  return text;
}

}  // namespace prov::cli
