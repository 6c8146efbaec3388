// XXH3 compiled for AVX2.  The value is the same on every instruction set.
// Nothing but xxHash is included, so that no code shared with other files is
// compiled for a processor that may not be there.

#if defined(__AVX2__)

#define XXH_INLINE_ALL
#include <xxhash.h>

namespace prov {

// Called by Hash64() where the processor has AVX2.
unsigned long Hash64Avx2(const char* bytes, unsigned long size,
                         unsigned long seed) {
  return XXH3_64bits_withSeed(bytes, size, seed);
}

}  // namespace prov

#endif  // __AVX2__
