// Reading must not wait, and the flags of a descriptor are shared by all that
// inherit it.  So the pipe is opened anew, without waiting, through /proc;
// where that cannot be done there are no tokens.
//
// No token may be lost to a signal between the read that takes it and the note
// that it is held.  A thread that does either blocks signals first and then
// takes a spin lock, so the handler, which takes the lock too, always waits for
// a thread that runs.  Once the handler has given everything back, nothing is
// taken any more.
//
// Held by jobserver_test.cc and tests/cli/jobserver_test.py.

#include "tools/cli/jobserver.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <charconv>
#include <cstddef>

#include "absl/strings/str_format.h"

namespace prov::cli {
namespace {

constexpr size_t kMostTokens = 4096;
constexpr int kFatalSignals[] = {SIGHUP,  SIGINT,  SIGQUIT, SIGABRT,
                                 SIGPIPE, SIGTERM, SIGXCPU, SIGXFSZ,
                                 SIGALRM, SIGUSR1, SIGUSR2};

// What this process holds.  Of the process, as signals are.
struct Held {
  std::atomic_flag lock = ATOMIC_FLAG_INIT;
  int write_fd = -1;  // -1 when no token may be taken any more.
  size_t count = 0;
  std::array<char, kMostTokens> tokens;  // Each goes back as it came.
};
Held held;

void WriteToken(int fd, char token) {
  while (write(fd, &token, 1) != 1) {
    if (errno == EINTR) continue;
    if (errno != EAGAIN) return;  // The jobserver is gone.
    pollfd room{.fd = fd, .events = POLLOUT, .revents = 0};
    poll(&room, 1, -1);
  }
}

void WriteAllHeld() {
  while (held.count > 0) {
    --held.count;
    WriteToken(held.write_fd, held.tokens[held.count]);
  }
}

void Lock() {
  while (held.lock.test_and_set(std::memory_order_acquire)) {
  }
}

void Unlock() { held.lock.clear(std::memory_order_release); }

// No signal comes to this thread, and no other thread touches what is held.
class Guard {
 public:
  Guard() {
    sigset_t all;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before_);
    Lock();
  }
  ~Guard() {
    Unlock();
    pthread_sigmask(SIG_SETMASK, &before_, nullptr);
  }
  Guard(const Guard&) = delete;
  Guard& operator=(const Guard&) = delete;

 private:
  sigset_t before_;
};

// SA_RESETHAND: raised again, the signal does what it does by default.
extern "C" void GiveBackAndDie(int signal) {
  Lock();
  if (held.write_fd >= 0) WriteAllHeld();
  held.write_fd = -1;
  Unlock();
  raise(signal);
}

void GiveBackOnSignals() {
  for (const int signal : kFatalSignals) {
    struct sigaction action {};
    // What is ignored (nohup) stays so, what has a handler keeps it.
    if (sigaction(signal, nullptr, &action) != 0 ||
        (action.sa_flags & SA_SIGINFO) != 0 || action.sa_handler != SIG_DFL) {
      continue;
    }
    action.sa_handler = GiveBackAndDie;
    action.sa_flags = static_cast<int>(SA_RESETHAND) | SA_NODEFER;
    sigemptyset(&action.sa_mask);
    sigaction(signal, &action, nullptr);
  }
}

bool IsPipe(int fd, struct stat& status) {
  return fd >= 0 && fstat(fd, &status) == 0 && S_ISFIFO(status.st_mode);
}

// Whether the two are the ends of one pipe, for reading and for writing.
bool AreOnePipe(int read_fd, int write_fd) {
  struct stat read_stat {};
  struct stat write_stat {};
  if (!IsPipe(read_fd, read_stat) || !IsPipe(write_fd, write_stat) ||
      read_stat.st_dev != write_stat.st_dev ||
      read_stat.st_ino != write_stat.st_ino) {
    return false;
  }
  return (fcntl(read_fd, F_GETFL) & O_ACCMODE) != O_WRONLY &&
         (fcntl(write_fd, F_GETFL) & O_ACCMODE) != O_RDONLY;
}

struct Ends {
  int read_fd = -1;
  int write_fd = -1;
};

Ends OpenFifo(const std::string& path) {
  // For both, so that it need not wait for anybody at the other end.
  const int fd = open(path.c_str(), O_RDWR | O_NONBLOCK | O_CLOEXEC);
  struct stat status {};
  if (fd >= 0 && !IsPipe(fd, status)) {
    close(fd);
    return {};
  }
  return {.read_fd = fd, .write_fd = fd};
}

Ends OpenPipe(std::string_view numbers) {
  Ends given;
  const char* end = numbers.data() + numbers.size();
  auto parsed = std::from_chars(numbers.data(), end, given.read_fd);
  if (parsed.ec != std::errc() || parsed.ptr == end || *parsed.ptr != ',') {
    return {};
  }
  parsed = std::from_chars(parsed.ptr + 1, end, given.write_fd);
  if (parsed.ec != std::errc() || parsed.ptr != end ||
      !AreOnePipe(given.read_fd, given.write_fd)) {
    return {};
  }
  const std::string anew = absl::StrFormat("/proc/self/fd/%d", given.read_fd);
  const int read_fd = open(anew.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC);
  if (read_fd < 0) return {};
  // The number named may be used for something else later on.
  const int write_fd = fcntl(given.write_fd, F_DUPFD_CLOEXEC, 3);
  if (write_fd >= 0) return {.read_fd = read_fd, .write_fd = write_fd};
  close(read_fd);
  return {};
}

}  // namespace

std::optional<std::string> JobserverAuth(std::string_view makeflags) {
  std::optional<std::string> auth;
  std::string word;
  for (size_t i = 0; i <= makeflags.size(); ++i) {
    if (i < makeflags.size() && makeflags[i] != ' ') {
      // Make puts a backslash before what would end the word.
      if (makeflags[i] == '\\' && i + 1 < makeflags.size()) ++i;
      word += makeflags[i];
      continue;
    }
    if (word == "--") break;  // Variables follow.
    for (const std::string_view name :
         {"--jobserver-auth=", "--jobserver-fds="}) {
      if (word.starts_with(name)) auth = word.substr(name.size());
    }
    word.clear();
  }
  return auth;
}

std::unique_ptr<Jobserver> Jobserver::Connect(const std::string& auth) {
  constexpr std::string_view kFifo = "fifo:";
  const Ends ends = auth.starts_with(kFifo)
                        ? OpenFifo(auth.substr(kFifo.size()))
                        : OpenPipe(auth);
  return std::unique_ptr<Jobserver>(new Jobserver(ends.read_fd, ends.write_fd));
}

Jobserver::Jobserver(int read_fd, int write_fd)
    : read_fd_(read_fd), write_fd_(write_fd) {
  if (read_fd_ < 0) return;
  {
    const Guard guard;
    held.write_fd = write_fd_;
    held.count = 0;
  }
  GiveBackOnSignals();
}

Jobserver::~Jobserver() {
  if (read_fd_ < 0) return;
  {
    const Guard guard;
    if (held.write_fd >= 0) WriteAllHeld();
    held.write_fd = -1;
  }
  close(read_fd_);
  if (write_fd_ != read_fd_) close(write_fd_);
}

bool Jobserver::TryTake() {
  if (read_fd_ < 0) return false;
  const Guard guard;
  if (held.write_fd < 0 || held.count == kMostTokens) return false;
  if (read(read_fd_, &held.tokens[held.count], 1) != 1) return false;
  ++held.count;
  return true;
}

void Jobserver::GiveBack() {
  const Guard guard;
  // Nothing is held where the handler was first.
  if (held.count == 0) return;
  --held.count;
  WriteToken(write_fd_, held.tokens[held.count]);
}

}  // namespace prov::cli
