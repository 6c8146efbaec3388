// A mangled dropped file beside kept records and rejects that fit it: an
// error, or inputs that have the digests it names.
//
// Three parts divided by zero bytes: the dropped file, the kept records, the
// rejects.  In the first "@K" stands for the SHA-256 of the second and "@R"
// for that of the third, so that mutants come past the door.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "libprov/base/hash.h"
#include "libprov/dedupe/restore.h"
#include "tests/fuzz/input_parts.h"
#include "tests/fuzz/memory_file.h"

namespace {

std::string Digest(std::string_view bytes) {
  prov::Sha256Stream sha256;
  sha256.Update(bytes);
  return prov::Hex(sha256.Finish());
}

std::string Replaced(std::string text, std::string_view mark,
                     const std::string& with) {
  for (size_t at = 0; (at = text.find(mark, at)) != std::string::npos;
       at += with.size()) {
    text.replace(at, mark.size(), with);
  }
  return text;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  std::string_view rest(reinterpret_cast<const char*>(data), size);
  const std::string_view mangled = NextPart(rest);
  const std::string_view kept = NextPart(rest);
  const std::string_view rejects = NextPart(rest);
  if (IsCompressed(mangled) || IsCompressed(kept) || IsCompressed(rejects)) {
    return 0;
  }
  const MemoryFile dropped_file(
      Replaced(Replaced(std::string(mangled), "@K", Digest(kept)), "@R",
               Digest(rejects)));
  const MemoryFile kept_file(kept);
  const MemoryFile rejects_file(rejects);
  auto restorer = prov::Restorer::Open(dropped_file.path(), {kept_file.path()},
                                       rejects_file.path(), {});
  if (!restorer.ok() || restorer->inputs().size() > 8) return 0;
  std::vector<std::unique_ptr<MemoryFile>> files;
  std::vector<std::unique_ptr<prov::OutputFile>> outputs;
  std::vector<prov::OutputFile*> pointers;
  for (size_t i = 0; i < restorer->inputs().size(); ++i) {
    files.push_back(std::make_unique<MemoryFile>());
    auto output = prov::OutputFile::Create(files.back()->path());
    Require(output.ok());
    outputs.push_back(std::make_unique<prov::OutputFile>(*std::move(output)));
    pointers.push_back(outputs.back().get());
  }
  if (!restorer->Restore(pointers).ok()) return 0;
  Require(prov::CommitAll(pointers).ok());
  for (size_t i = 0; i < files.size(); ++i) {
    Require(Digest(files[i]->Bytes()) == restorer->inputs()[i].facts.sha256);
  }
  return 0;
}
