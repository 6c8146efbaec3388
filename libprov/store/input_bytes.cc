// A regular file whose first bytes are no magic is read where it lies; anything
// else goes through Decode() into a Spool.  Changes are told by comparing
// device, inode, size and modification time of the open file and of whatever
// its path leads to now with those at Open(): a file edited in place changes
// the former, a file renamed over changes the latter.
//
// Held by input_bytes_test.cc; hunted by tests/fuzz/input_bytes_fuzz.cc.

#include "libprov/store/input_bytes.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <string_view>
#include <utility>

#include "absl/functional/function_ref.h"
#include "absl/strings/str_format.h"
#include "libprov/store/decoder.h"
#include "libprov/store/file_io.h"
#include "libprov/store/spool.h"

namespace prov {

struct InputBytes::State {
  std::string path;
  std::string name;  // For errors: the path, or "stdin".
  UniqueFd source;   // The file itself, kept open for CheckUnchanged().
  UniqueFd spool;    // Its decoded bytes, if they are not read in place.
  struct stat opened {};
  uint64_t size_bytes = 0;
  // What a descriptor that is not held is opened again for.
  bool reopen = false;
  Encoding encoding = Encoding::kPlain;

  int bytes_fd() const { return spool.valid() ? spool.get() : source.get(); }
};

namespace {

// Of what is decoded again for each read.
constexpr uint64_t kMaxReopenedBytes = uint64_t{1} << 20;

bool SameState(const struct stat& a, const struct stat& b) {
  return a.st_dev == b.st_dev && a.st_ino == b.st_ino &&
         a.st_size == b.st_size && a.st_mtim.tv_sec == b.st_mtim.tv_sec &&
         a.st_mtim.tv_nsec == b.st_mtim.tv_nsec;
}

absl::Status Changed(std::string_view name) {
  return absl::DataLossError(absl::StrFormat(
      "%s: changed while it was read; run again when nothing writes it", name));
}

UniqueFd OpenSource(const std::string& path) {
  if (path == "-") return UniqueFd(fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 0));
  UniqueFd fd = OpenAt(AT_FDCWD, path, O_RDONLY | O_NOCTTY);
  // A socket can be had by its descriptor, but not by the path of that.
  const std::optional<int> named = DescriptorNamed(path);
  if (!fd.valid() && errno == ENXIO && named)
    return UniqueFd(fcntl(*named, F_DUPFD_CLOEXEC, 0));
  return fd;
}

// The first bytes of `fd`, fewer than kMagicBytes only if there are no more.
absl::StatusOr<std::string> ReadHead(int fd, std::string_view name) {
  std::string head(kMagicBytes, '\0');
  size_t filled = 0;
  while (filled < head.size()) {
    const ssize_t count = ReadSome(fd, std::span(head).subspan(filled));
    if (count < 0) return ErrnoStatus(name, "cannot read", errno);
    if (count == 0) break;
    filled += static_cast<size_t>(count);
  }
  head.resize(filled);
  return head;
}

// Gives `head` and what follows it in `fd` to `sink`, decoded.
absl::Status DecodeAll(int fd, const std::string& name, std::string_view head,
                       Encoding encoding,
                       absl::FunctionRef<absl::Status(std::string_view)> sink) {
  const auto source = [&](std::span<char> bytes) -> absl::StatusOr<size_t> {
    if (!head.empty()) {
      const size_t count = std::min(head.size(), bytes.size());
      std::memcpy(bytes.data(), head.data(), count);
      head.remove_prefix(count);
      return count;
    }
    const ssize_t count = ReadSome(fd, bytes);
    if (count < 0) return ErrnoStatus(name, "cannot read", errno);
    return static_cast<size_t>(count);
  };
  return Decode(encoding, name, source, sink);
}

}  // namespace

InputBytes::InputBytes(std::unique_ptr<State> state)
    : state_(std::move(state)) {}
InputBytes::InputBytes(InputBytes&&) noexcept = default;
InputBytes& InputBytes::operator=(InputBytes&&) noexcept = default;
InputBytes::~InputBytes() = default;

absl::StatusOr<InputBytes> InputBytes::Open(const std::string& path,
                                            const InputOptions& options) {
  auto state = std::make_unique<State>();
  state->path = path;
  state->name = path == "-" ? "stdin" : path;
  const std::string& name = state->name;
  state->source = OpenSource(path);
  const int fd = state->source.get();
  if (fd < 0 || fstat(fd, &state->opened) != 0)
    return ErrnoStatus(name, "cannot open", errno);
  if (S_ISDIR(state->opened.st_mode)) {
    return absl::FailedPreconditionError(
        absl::StrFormat("%s: is a folder; name the files in it", name));
  }
  const bool at_start =
      S_ISREG(state->opened.st_mode) && lseek(fd, 0, SEEK_CUR) == 0;
  const uint64_t file_bytes = static_cast<uint64_t>(state->opened.st_size);
  PROV_ASSIGN_OR_RETURN(const std::string head, ReadHead(fd, name));
  const bool may_reopen = options.hold == Hold::kReopen && at_start &&
                          path != "-" && !DescriptorNamed(path);
  // Files of /proc are "regular", say that they are empty, and are not.
  const bool has_true_size = file_bytes >= head.size();
  if (at_start && has_true_size && EncodingOf(head, name) == Encoding::kPlain) {
    state->size_bytes = file_bytes;
    // As if read: a second "-" finds nothing, not all but the head.
    if (path == "-") lseek(fd, 0, SEEK_END);
    state->reopen = may_reopen;
    if (may_reopen) state->source.Close();
    return InputBytes(std::move(state));
  }
  PROV_ASSIGN_OR_RETURN(Spool spool,
                        Spool::Create(name, options.max_decoded_bytes));
  state->encoding = EncodingOf(head, name);
  PROV_RETURN_IF_ERROR(
      DecodeAll(fd, name, head, state->encoding,
                [&](std::string_view bytes) { return spool.Append(bytes); }));
  state->size_bytes = spool.size_bytes();
  state->reopen = may_reopen && state->size_bytes <= kMaxReopenedBytes;
  if (state->reopen) {
    state->source.Close();
  } else {
    state->spool = std::move(spool).Release();
  }
  return InputBytes(std::move(state));
}

const std::string& InputBytes::path() const { return state_->path; }

uint64_t InputBytes::size_bytes() const { return state_->size_bytes; }

FileIdentity InputBytes::identity() const {
  return {.device = state_->opened.st_dev, .inode = state_->opened.st_ino};
}

std::string InputBytes::FileName() const {
  const struct stat& file = state_->opened;
  if (!S_ISREG(file.st_mode)) return "";
  std::string name = absl::StrFormat("%d:%d", file.st_dev, file.st_ino);
  if (file.st_nlink <= 1) return name;
  std::error_code ignored;
  return name + ":" +
         std::filesystem::canonical(state_->path, ignored).string();
}

absl::Status InputBytes::Read(uint64_t offset, std::span<char> bytes) const {
  UniqueFd reopened;
  if (state_->reopen) {
    reopened = OpenSource(state_->path);
    struct stat now {};
    if (!reopened.valid() || fstat(reopened.get(), &now) != 0)
      return ErrnoStatus(state_->name, "cannot open again", errno);
    if (!SameState(now, state_->opened)) return Changed(state_->name);
    if (state_->encoding != Encoding::kPlain)
      return ReadDecoded(reopened.get(), offset, bytes);
  }
  const int fd = state_->reopen ? reopened.get() : state_->bytes_fd();
  const ssize_t count = ReadAt(fd, offset, bytes);
  if (count < 0) return ErrnoStatus(state_->name, "cannot read", errno);
  if (static_cast<size_t>(count) < bytes.size()) return Changed(state_->name);
  return absl::OkStatus();
}

absl::Status InputBytes::ReadDecoded(int fd, uint64_t offset,
                                     std::span<char> bytes) const {
  std::string decoded;
  PROV_RETURN_IF_ERROR(DecodeAll(
      fd, state_->name, "", state_->encoding, [&](std::string_view piece) {
        if (piece.size() > state_->size_bytes - decoded.size())
          return Changed(state_->name);
        decoded += piece;
        return absl::OkStatus();
      }));
  if (decoded.size() != state_->size_bytes) return Changed(state_->name);
  std::copy_n(decoded.data() + offset, bytes.size(), bytes.data());
  return absl::OkStatus();
}

absl::Status InputBytes::CheckUnchanged() const {
  if (!S_ISREG(state_->opened.st_mode)) return absl::OkStatus();
  struct stat now {};
  if (!state_->reopen && (fstat(state_->source.get(), &now) != 0 ||
                          !SameState(now, state_->opened)))
    return Changed(state_->name);
  if (state_->path == "-" || DescriptorNamed(state_->path))
    return absl::OkStatus();
  if (stat(state_->path.c_str(), &now) != 0 || !SameState(now, state_->opened))
    return Changed(state_->name);
  return absl::OkStatus();
}

}  // namespace prov
