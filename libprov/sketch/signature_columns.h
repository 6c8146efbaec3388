// What the writer and the reader of signature files agree on besides the names
// of columns.

#ifndef LIBPROV_SKETCH_SIGNATURE_COLUMNS_H_
#define LIBPROV_SKETCH_SIGNATURE_COLUMNS_H_

#include <bit>
#include <cstddef>
#include <cstdint>

namespace prov {

static_assert(std::endian::native == std::endian::little,
              "columns are written as they lie in memory");

// Of the column "flags": the date's grade and these bits.
inline constexpr uint8_t kGradeMask = 0x0F;
inline constexpr uint8_t kCarriageReturn = 0x10;
inline constexpr uint8_t kDateUnreadable = 0x20;
inline constexpr uint8_t kReservedFlags = 0xC0;

// Columns are written and read in pieces of so many documents.
inline constexpr size_t kRowsPerPiece = 8192;

}  // namespace prov

#endif  // LIBPROV_SKETCH_SIGNATURE_COLUMNS_H_
