#include "tools/cli/ledger_keys.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <utility>

#include "libprov/ledger/ledger.h"
#include "libprov/store/file_io.h"

namespace prov::cli {
namespace {

namespace fs = std::filesystem;

// The ledger that a path leads into, or "".
std::string LedgerAround(const std::string& path) {
  std::error_code ignored;
  fs::path folder =
      fs::weakly_canonical(fs::absolute(path), ignored).parent_path();
  for (;; folder = folder.parent_path()) {
    if (fs::exists(CheckpointPath(folder.string()), ignored) &&
        fs::exists(EntriesPath(folder.string()), ignored)) {
      return folder.string();
    }
    if (folder == folder.parent_path()) return "";
  }
}

// Makes a file that must not be there yet.
absl::Status WriteNew(const std::string& path, const std::string& text,
                      mode_t mode) {
  UniqueFd file = OpenAt(AT_FDCWD, path, O_WRONLY | O_CREAT | O_EXCL, mode);
  if (!file.valid() && errno == EEXIST) {
    return absl::FailedPreconditionError(
        path + ": is there already; a key is never replaced, name another");
  }
  if (!file.valid()) return ErrnoStatus(path, "cannot make", errno);
  int error = WriteAll(file.get(), text);
  if (error == 0 && fsync(file.get()) != 0) error = errno;
  const int not_closed = file.Close();
  if (error == 0) error = not_closed;
  if (error == 0) return absl::OkStatus();
  unlink(path.c_str());
  return ErrnoStatus(path, "cannot write", error);
}

absl::Status WithPath(const std::string& path, const absl::Status& status) {
  return absl::Status(status.code(),
                      path + ": " + std::string(status.message()));
}

}  // namespace

absl::StatusOr<std::string> MakeKey(const std::string& path,
                                    const std::string& name) {
  if (!IsKeyName(name)) {
    return absl::InvalidArgumentError(
        "--name: '" + name +
        "' cannot be a key's name: it has a blank or a +, or is empty or long");
  }
  const std::string ledger = LedgerAround(path);
  if (!ledger.empty()) {
    return absl::FailedPreconditionError(
        path + ": lies in a ledger, " + fs::path(ledger).filename().string() +
        "; whoever gets a copy of it would get the key, so name a place "
        "outside");
  }
  PROV_ASSIGN_OR_RETURN(const SigningKey key, SigningKey::Generate(name));
  constexpr mode_t kOwnerOnly = 0600;
  constexpr mode_t kEverybody = 0644;
  const std::string public_line = key.verifying_key().ToText() + "\n";
  PROV_RETURN_IF_ERROR(WriteNew(path + ".pub", public_line, kEverybody));
  const absl::Status written = WriteNew(path, key.ToText() + "\n", kOwnerOnly);
  if (!written.ok()) {
    unlink((path + ".pub").c_str());
    return written;
  }
  return public_line;
}

absl::StatusOr<std::optional<VerifyingKey>> ReadVerifyingKey(
    const std::string& path) {
  std::optional<VerifyingKey> none;
  if (path.empty()) return none;
  PROV_ASSIGN_OR_RETURN(const std::string text, ReadText(path));
  absl::StatusOr<VerifyingKey> key = VerifyingKey::Parse(text);
  if (!key.ok()) return WithPath(path, key.status());
  return std::optional(*std::move(key));
}

absl::StatusOr<std::optional<SigningKey>> ReadSigningKey(
    const std::string& path, const std::string& ledger) {
  std::optional<SigningKey> none;
  if (path.empty()) return none;
  std::error_code ignored;
  const fs::path folder = fs::weakly_canonical(fs::absolute(ledger), ignored);
  const fs::path inside = fs::weakly_canonical(fs::absolute(path), ignored)
                              .lexically_relative(folder);
  if (!inside.empty() && *inside.begin() != "..") {
    return absl::FailedPreconditionError(
        path +
        ": lies in the ledger; whoever gets a copy of it would get the "
        "key, so move it outside and make a new one");
  }
  PROV_ASSIGN_OR_RETURN(const std::string text, ReadText(path));
  absl::StatusOr<SigningKey> key = SigningKey::Parse(text);
  if (!key.ok()) return WithPath(path, key.status());
  return std::optional(*std::move(key));
}

}  // namespace prov::cli
