// Progress on stderr: bytes, documents a second and the time left, redrawn in
// place.  Silent unless stderr is a terminal.

#ifndef TOOLS_CLI_PROGRESS_H_
#define TOOLS_CLI_PROGRESS_H_

#include <chrono>
#include <cstdint>

#include "tools/cli/options.h"

namespace prov::cli {

// One thread at a time.  Clears its line when it goes.
class Progress {
 public:
  explicit Progress(const Common& common);
  ~Progress();
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  void Show(uint64_t bytes, uint64_t total_bytes, uint64_t documents);

 private:
  using Clock = std::chrono::steady_clock;

  bool enabled_;
  bool shown_ = false;
  Clock::time_point started_ = Clock::now();
  Clock::time_point next_;
};

}  // namespace prov::cli

#endif  // TOOLS_CLI_PROGRESS_H_
