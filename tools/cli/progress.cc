#include "tools/cli/progress.h"

#include <unistd.h>

#include <cstdio>

namespace prov::cli {
namespace {

using std::chrono::duration;
constexpr std::chrono::milliseconds kFirst(500);
constexpr std::chrono::milliseconds kBetween(100);

}  // namespace

Progress::Progress(const Common& common)
    : enabled_(!common.quiet && isatty(STDERR_FILENO) == 1),
      next_(started_ + kFirst) {}

Progress::~Progress() {
  if (shown_) std::fputs("\r\033[K", stderr);
}

void Progress::Show(uint64_t bytes, uint64_t total_bytes, uint64_t documents) {
  const Clock::time_point now = Clock::now();
  if (!enabled_ || now < next_) return;
  next_ = now + kBetween;
  shown_ = true;
  const double seconds = duration<double>(now - started_).count();
  const double done = total_bytes == 0 ? 1
                                       : static_cast<double>(bytes) /
                                             static_cast<double>(total_bytes);
  std::fprintf(
      stderr,
      "\r\033[K%3.0f %%  %.0f of %.0f MB  %.0f documents/s  %.0f s left",
      100 * done, static_cast<double>(bytes) / 1e6,
      static_cast<double>(total_bytes) / 1e6,
      static_cast<double>(documents) / seconds,
      done > 0 ? seconds * (1 - done) / done : 0);
}

}  // namespace prov::cli
