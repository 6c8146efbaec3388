// Key files of prov-ledger.

#ifndef TOOLS_CLI_LEDGER_KEYS_H_
#define TOOLS_CLI_LEDGER_KEYS_H_

#include <optional>
#include <string>

#include "libprov/base/status.h"
#include "libprov/ledger/signing_key.h"

namespace prov::cli {

// Makes a key: `path`, which only its owner may read, and `path`.pub.  Returns
// the public line.  InvalidArgument if `name` cannot be a key's;
// FailedPrecondition if one of the files is there already, or if the folder is
// in a ledger: who gets a copy of a ledger must not get the key.
absl::StatusOr<std::string> MakeKey(const std::string& path,
                                    const std::string& name);

// nullopt if `path` is empty.  Errors begin with the path.
absl::StatusOr<std::optional<VerifyingKey>> ReadVerifyingKey(
    const std::string& path);

// The same; FailedPrecondition if the file lies in the ledger.
absl::StatusOr<std::optional<SigningKey>> ReadSigningKey(
    const std::string& path, const std::string& ledger);

}  // namespace prov::cli

#endif  // TOOLS_CLI_LEDGER_KEYS_H_
