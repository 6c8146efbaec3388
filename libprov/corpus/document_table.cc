#include "libprov/corpus/document_table.h"

#include <algorithm>
#include <cassert>
#include <utility>

namespace prov {
namespace {

constexpr uint64_t kRowParts = 16;
constexpr uint64_t kKeyParts = 32;
constexpr size_t kPageBytes = size_t{1} << 16;

}  // namespace

DocumentTable::DocumentTable(const MemoryBudget& memory)
    : rows_(memory.Share(kRowParts)), max_key_bytes_(memory.Share(kKeyParts)) {}

std::string DocumentTable::key(DocumentId document) const {
  const DocumentRow row = (*this)[document];
  std::string scratch;
  return std::string(KeyBytes(row.key_begin, row.key_length, scratch));
}

std::string DocumentTable::id(DocumentId document) const {
  const DocumentRow row = (*this)[document];
  std::string scratch;
  return std::string(KeyBytes(row.key_begin, row.id_length, scratch));
}

bool DocumentTable::HasKey(DocumentId document, std::string_view key) const {
  const DocumentRow row = (*this)[document];
  if (row.key_length != key.size()) return false;
  std::string scratch;
  return KeyBytes(row.key_begin, row.key_length, scratch) == key;
}

int DocumentTable::CompareKeys(DocumentId a, DocumentId b) const {
  const DocumentRow row_a = (*this)[a];
  const DocumentRow row_b = (*this)[b];
  std::string scratch_a;
  std::string scratch_b;
  return KeyBytes(row_a.key_begin, row_a.key_length, scratch_a)
      .compare(KeyBytes(row_b.key_begin, row_b.key_length, scratch_b));
}

std::string_view DocumentTable::KeyBytes(uint64_t begin, size_t length,
                                         std::string& scratch) const {
  const Arena& arena = arenas_[begin / kArenaBytes];
  const size_t at = begin % kArenaBytes;
  if (!arena.is_in_file) {
    return std::string_view(arena.bytes).substr(at, length);
  }
  scratch.resize(length);
  key_file_.Read(arena.offset + at, scratch);
  return scratch;
}

void DocumentTable::OpenArena(size_t bytes) {
  if (!arenas_.empty()) {
    Arena& last = arenas_.back();
    last.size = last.bytes.size();
    if (resident_key_bytes_ + last.size > max_key_bytes_) {
      last.offset = key_file_.Append(last.bytes);
      last.is_in_file = true;
      last.bytes = {};
    } else {
      resident_key_bytes_ += last.size;
    }
  }
  arenas_.emplace_back().bytes.reserve(std::max(kArenaBytes, bytes));
}

uint64_t DocumentTable::AppendKeyBytes(std::string_view bytes) {
  // A key longer than an arena gets one of its own.  An arena is never filled
  // to the brim: even an empty key has to begin inside one.
  if (arenas_.empty() ||
      arenas_.back().bytes.size() + bytes.size() >= kArenaBytes) {
    OpenArena(bytes.size());
  }
  std::string& arena = arenas_.back().bytes;
  const uint64_t begin = (arenas_.size() - 1) * kArenaBytes + arena.size();
  arena.append(bytes);
  return begin;
}

void DocumentTable::Append(DocumentRow row, std::string_view id,
                           std::string_view outlet) {
  row.key_begin = AppendKeyBytes(id);
  row.key_length = row.id_length = static_cast<uint32_t>(id.size());

  const std::string name(outlet);
  const auto [entry, is_new] =
      outlets_.try_emplace(name, static_cast<uint32_t>(outlet_names_.size()));
  if (is_new) outlet_names_.push_back(name);
  row.outlet = entry->second;
  rows_.Append(row);
}

void DocumentTable::SetPublished(DocumentId document,
                                 const DateInterval& published) {
  DocumentRow row = (*this)[document];
  row.published = published;
  rows_.Set(document, row);
}

void DocumentTable::SetKey(DocumentId document, std::string_view key) {
  DocumentRow row = (*this)[document];
  assert(key.starts_with(id(document)));
  row.key_begin = AppendKeyBytes(key);
  row.key_length = static_cast<uint32_t>(key.size());
  rows_.Set(document, row);
}

absl::Status DocumentTable::status() const {
  absl::Status status = rows_.status();
  status.Update(key_file_.status());
  return status;
}

std::string_view DocumentTable::Reader::key(DocumentId document) {
  const DocumentRow& row = rows_[document];
  const Arena& arena = table_->arenas_[row.key_begin / kArenaBytes];
  const size_t at = row.key_begin % kArenaBytes;
  if (!arena.is_in_file) {
    return std::string_view(arena.bytes).substr(at, row.key_length);
  }
  const uint64_t begin = arena.offset + at;
  if (begin < page_begin_ ||
      begin + row.key_length > page_begin_ + page_.size()) {
    page_begin_ = begin;
    page_.resize(std::min(std::max<size_t>(kPageBytes, row.key_length),
                          arena.size - at));
    table_->key_file_.Read(begin, page_);
  }
  return std::string_view(page_).substr(begin - page_begin_, row.key_length);
}

}  // namespace prov
