// The lock is on the folder, so that nothing in it stands for it.  Every entry
// is checked before any is added: whoever signs a root says that it follows
// from the one before.  Held by verify_ledger_test.cc and the test cli/ledger.

#include "libprov/ledger/ledger_writer.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <utility>

#include "absl/strings/str_format.h"
#include "libprov/base/json_reader.h"
#include "libprov/ledger/entry.h"
#include "libprov/ledger/ledger.h"
#include "libprov/ledger/line_windows.h"
#include "libprov/store/output_file.h"

namespace prov {
namespace {

namespace fs = std::filesystem;

constexpr char kDefaultOrigin[] = "prov-ledger";

// InvalidArgument where there is something else than what a killed run leaves.
absl::Status CheckIsEmpty(const std::string& ledger) {
  std::error_code error;
  fs::directory_iterator file(ledger, error);
  for (; !error && file != fs::directory_iterator(); file.increment(error)) {
    const std::string name = file->path().filename().string();
    if (name.ends_with(".prov-partial")) continue;
    return absl::FailedPreconditionError(
        ledger + ": is no ledger, and holds other files, such as " + name +
        "; name a folder of its own");
  }
  if (!error) return absl::OkStatus();
  return ErrnoStatus(ledger, "cannot read the folder", error.value());
}

absl::Status SyncFolder(const std::string& path) {
  const UniqueFd folder = OpenAt(AT_FDCWD, path, O_RDONLY | O_DIRECTORY);
  if (!folder.valid() || fsync(folder.get()) != 0) {
    return ErrnoStatus(path, "cannot make it durable", errno);
  }
  return absl::OkStatus();
}

absl::Status MakeFolders(const std::string& path) {
  std::error_code error;
  const bool made = fs::create_directories(path, error);
  if (error) {
    return ErrnoStatus(path, "cannot make this folder", error.value());
  }
  if (!made) return absl::OkStatus();
  const std::string parent = fs::path(path).parent_path().string();
  return SyncFolder(parent.empty() ? "." : parent);
}

// What a line of findings becomes.
struct NewEntry {
  MerkleHash leaf;
  std::string object;  // The entry that stands for it; empty if none does.
};

ObjectEntry ObjectOf(std::string_view schema, const JsonObject& finding,
                     std::string_view line) {
  ObjectEntry object{.of = std::string(schema),
                     .sha256 = Hex(Sha256(line)),
                     .size_bytes = line.size()};
  for (const JsonField& field : finding.Fields()) {
    if (field.value.type() != JsonType::kArray) continue;
    object.counts.emplace_back(field.name, field.value.elements().size());
  }
  return object;
}

// REQUIRES: kJsonPadding bytes behind `line` can be read.
absl::StatusOr<NewEntry> EntryFor(JsonReader& reader, std::string_view line,
                                  bool is_first) {
  if (line.empty()) {
    return absl::DataLossError("is an empty line; take it out");
  }
  const absl::StatusOr<JsonObject> finding = reader.Parse(line);
  if (!finding.ok()) return finding.status();
  const absl::StatusOr<std::string_view> schema = finding->String("schema");
  if (!schema.ok() || (is_first && *schema != "prov.run/1")) {
    return absl::DataLossError(
        "this is not a file of findings, as prov tools write: its first line "
        "is prov.run/1, and each has a schema");
  }
  if (IsLedgerSchema(*schema)) {
    return absl::DataLossError(absl::StrFormat(
        "%s is for ledgers alone to write; record the findings, not a ledger",
        *schema));
  }
  if (line.size() <= kMaxEntryBytes) return NewEntry{LeafHash(line), {}};
  NewEntry entry{.object = ToLine(ObjectOf(*schema, *finding, line))};
  entry.leaf = LeafHash(entry.object);
  if (entry.object.size() > kMaxEntryBytes) {
    return absl::DataLossError("has too many members for an entry");
  }
  return entry;
}

}  // namespace

absl::StatusOr<LedgerWriter> LedgerWriter::Open(const std::string& ledger,
                                                const WriterOptions& options) {
  LedgerWriter writer(ledger, options);
  PROV_RETURN_IF_ERROR(MakeFolders(ledger));
  PROV_RETURN_IF_ERROR(writer.Lock());
  PROV_RETURN_IF_ERROR(writer.Begin());
  PROV_ASSIGN_OR_RETURN(OpenedLedger opened,
                        OpenLedger(ledger, options.threads));
  PROV_RETURN_IF_ERROR(writer.CheckMayContinue(opened.checkpoint));
  writer.checkpoint_ = opened.checkpoint;
  writer.committed_bytes_ = opened.scan.end_offset;
  writer.own_ = std::move(opened.scan.own);
  writer.entries_ = opened.scan.entries;
  writer.end_ = writer.committed_bytes_;
  writer.tree_ = std::move(opened.roots);
  const std::string path = EntriesPath(ledger);
  constexpr mode_t kMode = 0666;
  writer.log_ = OpenAt(AT_FDCWD, path, O_RDWR | O_CREAT, kMode);
  if (!writer.log_.valid()) return ErrnoStatus(path, "cannot write", errno);
  writer.removed_bytes_ = opened.log.size_bytes() - writer.committed_bytes_;
  if (ftruncate(writer.log_.get(),
                static_cast<off_t>(writer.committed_bytes_)) != 0) {
    return ErrnoStatus(path, "cannot write", errno);
  }
  return writer;
}

LedgerWriter::~LedgerWriter() {
  if (!log_.valid() || end_ == committed_bytes_) return;
  // If it fails, what is left does not count all the same.
  [[maybe_unused]] const int ignored =
      ftruncate(log_.get(), static_cast<off_t>(committed_bytes_));
}

absl::Status LedgerWriter::Lock() {
  folder_ = OpenAt(AT_FDCWD, ledger_, O_RDONLY | O_DIRECTORY);
  if (!folder_.valid()) return ErrnoStatus(ledger_, "cannot open", errno);
  while (flock(folder_.get(), LOCK_EX) != 0) {
    if (errno != EINTR) return ErrnoStatus(ledger_, "cannot lock", errno);
  }
  return absl::OkStatus();
}

// A new ledger has a checkpoint before it has entries, so that entries without
// one are known for damage.
absl::Status LedgerWriter::Begin() {
  std::error_code ignored;
  if (fs::exists(CheckpointPath(ledger_), ignored) ||
      fs::exists(EntriesPath(ledger_), ignored)) {
    return absl::OkStatus();
  }
  PROV_RETURN_IF_ERROR(CheckIsEmpty(ledger_));
  Checkpoint empty{.origin = options_.origin, .root = MerkleFrontier().Root()};
  if (empty.origin.empty()) {
    empty.origin = options_.key.has_value()
                       ? options_.key->verifying_key().name()
                       : kDefaultOrigin;
  }
  if (options_.key.has_value()) {
    PROV_RETURN_IF_ERROR(Sign(*options_.key, empty));
  }
  return WriteCheckpoint(empty);
}

absl::Status LedgerWriter::WriteCheckpoint(const Checkpoint& checkpoint) const {
  PROV_ASSIGN_OR_RETURN(OutputFile file,
                        OutputFile::Create(CheckpointPath(ledger_)));
  PROV_RETURN_IF_ERROR(file.Write(checkpoint.ToNote()));
  PROV_RETURN_IF_ERROR(file.Finish().status());
  OutputFile* const files[] = {&file};
  return CommitAll(files);
}

absl::Status LedgerWriter::CheckMayContinue(const Checkpoint& last) const {
  if (!options_.origin.empty() && options_.origin != last.origin) {
    return absl::FailedPreconditionError(absl::StrFormat(
        "%s: its origin is %s, which does not change", ledger_, last.origin));
  }
  if (!options_.key.has_value()) {
    if (last.signatures.empty() || options_.unsigned_on_purpose) {
      return absl::OkStatus();
    }
    return absl::FailedPreconditionError(absl::StrFormat(
        "%s: is signed by %s; say --key FILE, or --unsigned if the key is lost",
        ledger_, last.signatures.front().key_name));
  }
  if (SignedBy(options_.key->verifying_key(), last) == Signed::kForged) {
    return absl::DataLossError(
        CheckpointPath(ledger_) +
        ": the signature is said to be of this key, and is not; find out who "
        "changed it");
  }
  return absl::OkStatus();
}

absl::Status LedgerWriter::Write(std::string_view bytes) {
  const int error = WriteAt(log_.get(), end_, bytes);
  if (error != 0) {
    return ErrnoStatus(EntriesPath(ledger_), "cannot write", error);
  }
  // The disk may begin; Commit() waits for it.
  sync_file_range(log_.get(), static_cast<off64_t>(end_),
                  static_cast<off64_t>(bytes.size()), SYNC_FILE_RANGE_WRITE);
  end_ += bytes.size();
  return absl::OkStatus();
}

absl::Status LedgerWriter::AppendOwn(const std::string& line) {
  PROV_RETURN_IF_ERROR(Write(line + "\n"));
  const MerkleHash leaf = HashOfLine(line);
  tree_->Add(entries_++, {&leaf, 1}, nullptr);
  return absl::OkStatus();
}

absl::Status LedgerWriter::WriteObject(std::string_view line) {
  const std::string path = ObjectPath(ledger_, Hex(Sha256(line)));
  const fs::path folder = fs::path(path).parent_path();
  for (const fs::path& part :
       {folder.parent_path().parent_path(), folder.parent_path(), folder}) {
    PROV_RETURN_IF_ERROR(MakeFolders(part.string()));
  }
  PROV_ASSIGN_OR_RETURN(OutputFile file,
                        OutputFile::Create(path, {.keep_if_same = true}));
  PROV_RETURN_IF_ERROR(file.Write(line));
  PROV_RETURN_IF_ERROR(file.Finish().status());
  OutputFile* const files[] = {&file};
  return CommitAll(files);
}

absl::Status LedgerWriter::WriteChunk(const LineChunk& chunk) {
  std::string_view bytes = chunk.bytes;
  for (const MarkedLine& marked : chunk.marked) {
    const std::string_view line = chunk.lines[marked.line];
    const auto before = static_cast<size_t>(line.data() - bytes.data());
    PROV_RETURN_IF_ERROR(Write(bytes.substr(0, before)));
    PROV_RETURN_IF_ERROR(WriteObject(line));
    PROV_RETURN_IF_ERROR(Write(marked.object + "\n"));
    bytes.remove_prefix(before + line.size() + 1);
  }
  return Write(bytes);
}

absl::Status LedgerWriter::AppendFindings(const InputBytes& findings) {
  std::vector<JsonReader> readers(std::max(options_.threads, 1U));
  const auto hash = [&](LineChunk& chunk, unsigned worker) -> absl::Status {
    for (size_t i = 0; i < chunk.lines.size(); ++i) {
      const uint64_t number = chunk.first + i;
      absl::StatusOr<NewEntry> entry =
          EntryFor(readers[worker], chunk.lines[i], number == 0);
      if (!entry.ok()) {
        return absl::DataLossError(
            absl::StrFormat("%s:%d: %s", findings.path(), number + 1,
                            std::string(entry.status().message())));
      }
      chunk.leaves[i] = entry->leaf;
      if (entry->object.empty()) continue;
      chunk.marked.push_back({.line = i,
                              .kind = EntryKind::kObject,
                              .object = std::move(entry->object)});
    }
    return absl::OkStatus();
  };
  PROV_ASSIGN_OR_RETURN(
      const LinesRead read,
      AddLines(
          findings, entries_, {.threads = options_.threads}, hash,
          [this](const LineChunk& chunk) { return WriteChunk(chunk); },
          *tree_));
  if (read.end_offset < findings.size_bytes()) {
    return absl::DataLossError(absl::StrFormat(
        "%s:%d: the file is cut short: nothing ends its last line; make it "
        "again",
        findings.path(), read.lines + 1));
  }
  if (read.lines == 0) {
    return absl::DataLossError(findings.path() +
                               ": holds no findings, not even prov.run/1");
  }
  entries_ += read.lines;
  return absl::OkStatus();
}

absl::StatusOr<bool> LedgerWriter::Holds(const InputBytes& findings,
                                         uint64_t begin, uint64_t end) const {
  PROV_ASSIGN_OR_RETURN(const InputBytes log,
                        InputBytes::Open(EntriesPath(ledger_)));
  LineWindows entries(log, options_.threads, begin, end);
  LineWindows lines(findings, options_.threads);
  std::span<const std::string_view> a;
  std::span<const std::string_view> b;
  for (;;) {
    if (a.empty()) {
      PROV_ASSIGN_OR_RETURN(a, entries.Next());
    }
    if (b.empty()) {
      PROV_ASSIGN_OR_RETURN(b, lines.Next());
    }
    if (a.empty() || b.empty()) break;
    const size_t count = std::min(a.size(), b.size());
    for (size_t i = 0; i < count; ++i) {
      if (a[i] != b[i] && !StandsFor(a[i], b[i])) return false;
    }
    a = a.subspan(count);
    b = b.subspan(count);
  }
  return a.empty() && b.empty() && lines.bytes_without_end() == 0;
}

absl::StatusOr<Checkpoint> LedgerWriter::Commit() {
  if (fdatasync(log_.get()) != 0) {
    return ErrnoStatus(EntriesPath(ledger_), "cannot make it durable", errno);
  }
  PROV_RETURN_IF_ERROR(SyncFolder(ledger_));
  Checkpoint next{.origin = checkpoint_.origin,
                  .size = entries_,
                  .root = tree_->Roots().back()};
  if (options_.key.has_value()) {
    PROV_RETURN_IF_ERROR(Sign(*options_.key, next));
  }
  PROV_RETURN_IF_ERROR(WriteCheckpoint(next));
  committed_bytes_ = end_;
  checkpoint_ = next;
  return next;
}

}  // namespace prov
