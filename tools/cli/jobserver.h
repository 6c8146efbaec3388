// A client of the jobserver of GNU Make.
//
// Under `make -jN` all recipes together have N tokens, each a byte in a pipe or
// FIFO.  A process holds one without asking, takes others from there for the
// threads it runs besides the first, and writes them back.  Nobody waits: where
// no token is left the work goes on with the threads there are.  Tokens go back
// when the threads end, and on signals that end the process (but SIGKILL).
//
// Protocol: "POSIX Jobserver Interaction" in the GNU Make manual.

#ifndef TOOLS_CLI_JOBSERVER_H_
#define TOOLS_CLI_JOBSERVER_H_

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "libprov/base/parallel.h"

namespace prov::cli {

// What the last --jobserver-auth (--jobserver-fds before Make 4.2) in the value
// of MAKEFLAGS says: "3,4" or "fifo:PATH".  nullopt if there is none: no Make,
// or one that runs one job at a time or as many as it likes.
std::optional<std::string> JobserverAuth(std::string_view makeflags);

// One at a time in a process.
class Jobserver : public ThreadAllowance {
 public:
  // The jobserver that `auth` names.  If it cannot be reached no token can be
  // had from it: a Make before 4.4 names descriptors that are closed in recipes
  // without a leading "+", and by then they may be anything else.
  static std::unique_ptr<Jobserver> Connect(const std::string& auth);

  // Gives back what is held.
  ~Jobserver() override;
  Jobserver(const Jobserver&) = delete;
  Jobserver& operator=(const Jobserver&) = delete;

  bool TryTake() override;
  void GiveBack() override;

 private:
  Jobserver(int read_fd, int write_fd);

  int read_fd_;  // -1 if it cannot be reached.
  int write_fd_;
};

}  // namespace prov::cli

#endif  // TOOLS_CLI_JOBSERVER_H_
