// Which documents may be dropped for which others, however similar they are:
// scope, revisions, window, archive, refuted pairs.

#ifndef LIBPROV_CLUSTER_DROP_RULES_H_
#define LIBPROV_CLUSTER_DROP_RULES_H_

#include "libprov/cluster/assignment.h"
#include "libprov/cluster/cluster_params.h"
#include "libprov/corpus/document_table.h"

namespace prov {

// Refers to its arguments.  Immutable.
class DropRules {
 public:
  DropRules(const DocumentTable& documents, const ClusterParams& params,
            const Exemptions& exemptions)
      : documents_(documents), params_(params), exemptions_(exemptions) {}

  bool IsArchived(DocumentId document) const {
    return exemptions_.first_archived.has_value() &&
           document >= *exemptions_.first_archived;
  }

  // Kept whatever matches.
  bool IsExempt(DocumentId document) const {
    return IsArchived(document) || exemptions_.is_protected.contains(document);
  }

  // Neither dropped nor kept for any other: a document without a date is in
  // nobody's window, for better kept than lost.
  bool IsAlone(DocumentId document) const {
    return params_.window_seconds.has_value() &&
           documents_[document].published.grade == DateGrade::kNone;
  }

  // Whether `dropped` may go for `kept`, given that they match.
  bool MayDrop(DocumentId kept, DocumentId dropped) const;

 private:
  bool InScope(const DocumentRow& a, const DocumentRow& b) const;
  bool IsRevision(const DocumentRow& a, const DocumentRow& b) const;
  bool WithinWindow(const DateInterval& a, const DateInterval& b) const;

  const DocumentTable& documents_;
  const ClusterParams& params_;
  const Exemptions& exemptions_;
};

}  // namespace prov

#endif  // LIBPROV_CLUSTER_DROP_RULES_H_
