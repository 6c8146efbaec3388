// Chains as graphs for other programs to draw: documents are boxes, outlets
// that are only cited are dashed, arrows lead to where the words were taken
// from; links that claim no order are dotted and have no arrow.

#ifndef TOOLS_CLI_CHAIN_GRAPH_H_
#define TOOLS_CLI_CHAIN_GRAPH_H_

#include <span>
#include <string>

#include "libprov/chain/chain.h"

namespace prov::cli {

// For Graphviz: one digraph, a cluster for each chain.
std::string DotGraph(std::span<const Chain> chains);

// For Mermaid: one flowchart, a subgraph for each chain.
std::string MermaidGraph(std::span<const Chain> chains);

}  // namespace prov::cli

#endif  // TOOLS_CLI_CHAIN_GRAPH_H_
