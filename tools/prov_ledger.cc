// prov-ledger: runs and findings -> a log that a stranger can check years
// later.

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

#include "tools/cli/ledger_verbs.h"
#include "tools/cli/options.h"
#include "tools/cli/tool.h"

namespace {

namespace cli = prov::cli;

constexpr cli::ToolInfo kTool = {
    .name = "prov-ledger",
    .synopsis = "[OPTIONS] VERB ...",
    .summary =
        "Keep findings in a log that shows whether anything in it was "
        "changed.\n"
        "  record LEDGER FINDINGS...   append runs and findings; prints the "
        "checkpoint,\n"
        "                              to be kept elsewhere\n"
        "  verify LEDGER               is every entry what it was when it was "
        "recorded?\n"
        "  prove LEDGER ENTRY          a proof that the entry is there; with "
        "--against,\n"
        "                              that the ledger only grew\n"
        "  check PROOF                 does a proof hold? needs no ledger\n"
        "  show LEDGER [ENTRY]         the runs, or one entry and where it "
        "comes from\n"
        "  query LEDGER                findings about an outlet, document, "
        "quote or time\n"
        "  export LEDGER               the findings as W3C PROV or Web "
        "Annotations\n"
        "  withdraw LEDGER ENTRY       take a text out; its hash stays\n"
        "  keygen FILE                 a key to sign with, and FILE.pub to "
        "verify",
    .example = "prov-ledger record ledger quotes.jsonl --key news.key",
    .recipe =
        "ledger.stamp: quotes.jsonl chains.jsonl\n"
        "\t+prov-ledger record ledger $^ --key news.key -o checkpoint --stamp "
        "$@"};

cli::po::options_description LedgerOptions(cli::LedgerOptions& options) {
  cli::po::options_description group("Ledger");
  cli::AddPath(group, "key", options.key,
               "record, withdraw: the key to sign with; verify, check: the "
               "public key that must have signed");
  cli::AddPath(group, "against", options.against,
               "verify, prove, check: a checkpoint that was kept elsewhere");
  cli::AddFlag(group, "unsigned", options.unsigned_on_purpose, true,
               "record, withdraw: go on without signatures where the ledger "
               "has them");
  group.add_options()("origin",
                      cli::po::value(&options.origin)->value_name("NAME"),
                      "record: what a new ledger calls itself, such as "
                      "example.org/news (the key's name, or prov-ledger)");
  group.add_options()("name", cli::po::value(&options.name)->value_name("NAME"),
                      "keygen: what the key is called (prov-ledger)");
  cli::AddEntry(group, "supersedes", options.supersedes,
                "record: the findings correct this entry, which stays");
  group.add_options()("reason",
                      cli::po::value(&options.reason)->value_name("TEXT"),
                      "record, withdraw: why");
  cli::AddPath(group, "entry", options.entry,
               "check: the line that the proof is to be of");
  group.add_options()(
      "archive",
      cli::po::value(&options.archive)
          ->value_name("FILE")
          ->composing()
          ->multitoken(),
      "verify, show: the documents that the findings are about; do their "
      "digests and spans still hold?");
  cli::AddQuery(group, options.query);
  cli::AddExport(group, options);
  return group;
}

}  // namespace

int main(int argc, char** argv) {
  cli::LedgerOptions options;
  cli::po::options_description input("Input");
  input.add_options()(
      "input,i",
      cli::po::value(&options.arguments)->value_name("ARG")->composing(),
      "the verb and what it is for; also as plain arguments");
  cli::po::options_description output("Output");
  cli::AddOutput(output, options.output,
                 "checkpoint, proof or answer; - is stdout");
  cli::AddCommon(output, options.common);
  cli::po::options_description groups;
  groups.add(input)
      .add(LedgerOptions(options))
      .add(output)
      .add(cli::MakeOptions(options.common));
  return cli::Main(kTool, groups, options.common, argc, argv,
                   [&options] { return cli::RunLedgerVerb(kTool, options); });
}
