// Derivations within a strongly connected component are those on circles
// (Tarjan, 1972, with a stack of its own: chains may be long).
// Held by derivation_order_test.cc, on random graphs.

#include "libprov/ledger/derivation_order.h"

#include <algorithm>
#include <vector>

namespace prov {
namespace {

class Components {
 public:
  uint32_t NodeOf(const std::string& name) {
    const auto [found, is_new] =
        nodes_.try_emplace(name, static_cast<uint32_t>(next_.size()));
    if (is_new) next_.emplace_back();
    return found->second;
  }
  void AddEdge(uint32_t from, uint32_t to) { next_[from].push_back(to); }

  // The component of each node.
  std::vector<uint32_t> Find() {
    order_.assign(next_.size(), kNone);
    low_.assign(next_.size(), kNone);
    component_.assign(next_.size(), kNone);
    for (uint32_t node = 0; node < next_.size(); ++node) {
      if (order_[node] == kNone) Visit(node);
    }
    return component_;
  }

 private:
  static constexpr uint32_t kNone = UINT32_MAX;
  struct Step {
    uint32_t node;
    size_t edge;
  };

  void Enter(uint32_t node) {
    order_[node] = low_[node] = clock_++;
    open_.push_back(node);
    steps_.push_back({node, 0});
  }

  void Visit(uint32_t root) {
    Enter(root);
    while (!steps_.empty()) {
      Step& step = steps_.back();
      const uint32_t node = step.node;
      if (step.edge < next_[node].size()) {
        const uint32_t to = next_[node][step.edge++];
        if (order_[to] == kNone) {
          Enter(to);
        } else if (component_[to] == kNone) {
          low_[node] = std::min(low_[node], order_[to]);
        }
        continue;
      }
      Leave(node);
    }
  }

  void Leave(uint32_t node) {
    steps_.pop_back();
    if (!steps_.empty()) {
      const uint32_t parent = steps_.back().node;
      low_[parent] = std::min(low_[parent], low_[node]);
    }
    if (low_[node] != order_[node]) return;
    for (uint32_t member = kNone; member != node;) {
      member = open_.back();
      open_.pop_back();
      component_[member] = components_;
    }
    ++components_;
  }

  absl::flat_hash_map<std::string, uint32_t> nodes_;
  std::vector<std::vector<uint32_t>> next_;
  std::vector<uint32_t> order_;
  std::vector<uint32_t> low_;
  std::vector<uint32_t> component_;
  std::vector<uint32_t> open_;
  std::vector<Step> steps_;
  uint32_t clock_ = 0;
  uint32_t components_ = 0;
};

template <typename Visit>
void ForEachDerivation(ProvDocument& document, Visit visit) {
  const auto go = [&visit](std::vector<ProvStatement>& statements) {
    for (ProvStatement& statement : statements) {
      if (statement.kind == ProvKind::kDerivation) visit(statement);
    }
  };
  go(document.statements);
  for (ProvBundle& bundle : document.bundles) go(bundle.statements);
}

bool IsAgainstTime(const EntityDates& dates, const ProvStatement& derivation) {
  const auto generated = dates.find(derivation.subject);
  const auto used = dates.find(derivation.object);
  return generated != dates.end() && used != dates.end() &&
         used->second.earliest > generated->second.latest;
}

}  // namespace

uint64_t DropUnorderedDerivations(const EntityDates& dates,
                                  ProvDocument& document) {
  uint64_t dropped = 0;
  const auto drop = [&dropped](ProvStatement& derivation) {
    derivation.kind = ProvKind::kAlternate;
    derivation.attributes.clear();
    ++dropped;
  };
  ForEachDerivation(document, [&](ProvStatement& derivation) {
    if (IsAgainstTime(dates, derivation)) drop(derivation);
  });
  Components components;
  ForEachDerivation(document, [&](ProvStatement& derivation) {
    const uint32_t from = components.NodeOf(derivation.subject);
    const uint32_t to = components.NodeOf(derivation.object);
    components.AddEdge(from, to);
  });
  const std::vector<uint32_t> component = components.Find();
  ForEachDerivation(document, [&](ProvStatement& derivation) {
    if (component[components.NodeOf(derivation.subject)] ==
        component[components.NodeOf(derivation.object)]) {
      drop(derivation);
    }
  });
  return dropped;
}

}  // namespace prov
