# Dedupes an archive of news, and does again only what a change makes necessary:
# a Makefile to copy and to change.
#
#   make -f example.mk -j4 NEWS=archive OUT=deduped
#
# NEWS holds a folder a day, each with as many files of JSON Lines as there are:
#
#   archive/2031-03-02/harbor.jsonl
#   archive/2031-03-02/valley.jsonl.gz
#   archive/2031-03-03/harbor.jsonl
#
# (Any other cut into folders will do; Make wants names without blanks.)  OUT gets
#
#   kept/2031-03-02/harbor.jsonl ...  the records that were kept, as they were
#   dropped.jsonl                     why each other record was dropped, and for
#                                     which one; restoring takes it
#   build/                            what lies between
#
# What runs again when something changes:
#
#   touch a file             the sketch of its day; it comes out the same, so
#                            nothing follows
#   change, add or remove    the sketch of that day, then match, cluster and dedupe;
#   a file                   of the kept files only those that change are written
#   THRESHOLD, KEEP          what hangs on it
#
# `make mission` also finds passages, quotes and who was first, and records all of it
# in OUT/ledger.  `make restore` puts the archive together again, in OUT/restored.  `make -n` shows
# more than is done: it takes it that every sketch comes out new.
#
# How it works: prov-sketch leaves signatures alone that have not changed
# (--if-changed) and touches a stamp instead, so Make goes by the stamp to know
# whether a day has been sketched, and by the signatures to know whether there is
# anything to match.  The depfile says which documents a day's signatures were
# made from; one that is removed does not stop Make.  Signatures hold digests of
# the documents, so the later steps depend on signatures alone.

NEWS ?= news
OUT ?= out
# "/opt/prov/bin/" where the tools are not in PATH.
BIN ?=
THRESHOLD ?= 0.8
KEEP ?= earliest
# Stop if an outlet would lose more.
REMOVE ?= 50%

sketch := --seed 1
match := --threshold $(THRESHOLD)
cluster := --keep $(KEEP)
dedupe := --max-removal-per-outlet $(REMOVE)

# A recipe that fails leaves nothing that looks new.
.DELETE_ON_ERROR:
.SUFFIXES:
.PHONY: all restore FORCE
all: $(OUT)/build/dedupe.stamp

build := $(OUT)/build
days := $(sort $(notdir $(patsubst %/,%,$(wildcard $(NEWS)/*/))))
files-of = $(sort $(wildcard $(addprefix $(NEWS)/$1/*,.jsonl .jsonl.gz .jsonl.zst)))
days := $(foreach day,$(days),$(if $(call files-of,$(day)),$(day)))
documents := $(foreach day,$(days),$(call files-of,$(day)))
signatures := $(days:%=$(build)/%.sig)
ifeq ($(documents),)
$(error No $(NEWS)/DAY/*.jsonl, .jsonl.gz or .jsonl.zst here; say where: NEWS=FOLDER)
endif

# The recipes begin with $(share), so that the tools share the job slots of
# `make -j` in GNU Make before 4.4, too; but `make -n` runs what begins with "+".
share = $(if $(findstring n,$(firstword -$(MAKEFLAGS))),,+)

# $(call list,NAME): a file with the words of that variable, one a line.  It is
# written again when they are others, and then what hangs on it is made again.
define newline


endef
define list
$(build)/$1: $(if $(findstring |$(strip $($1))|,|$(strip $(file <$(build)/$1))|),,FORCE) | $(build)
	@$$(file >$$@,$$(subst $$() ,$$(newline),$$(strip $$($1))))
endef
$(foreach name,documents signatures sketch match cluster,$(eval $(call list,$(name))))
$(build):
	mkdir -p $@
FORCE:

# The folder is a prerequisite because files come and go in it.
$(signatures:.sig=.stamp): $(build)/%.stamp: $(NEWS)/% $(build)/sketch
	$(share)$(BIN)prov-sketch --quiet $(sketch) $(call files-of,$*) \
	  -o $(build)/$*.sig --if-changed --stamp $@ --depfile $(build)/$*.d
-include $(signatures:.sig=.d)
$(signatures): %.sig: %.stamp ;
# A stamp says nothing where the signatures are gone.
missing := $(filter-out $(wildcard $(signatures)),$(signatures))
$(if $(missing),$(missing:.sig=.stamp): FORCE)

$(build)/matches.jsonl: $(signatures) $(build)/signatures $(build)/match
	$(share)$(BIN)prov-match $(match) @$(build)/signatures -o $@

$(build)/clusters.jsonl: $(build)/matches.jsonl $(build)/cluster
	$(share)$(BIN)prov-cluster $(cluster) $< @$(build)/signatures -o $@

# With one day alone the kept files lie in kept/ itself.
kept := $(if $(filter 1,$(words $(days))),$(notdir $(documents)),$(documents:$(NEWS)/%=%))
kept := $(kept:%=$(OUT)/kept/%)
results := $(kept) $(OUT)/dropped.jsonl
# What documents left that are gone.
stale = $(filter-out $(kept),$(wildcard $(addprefix $(OUT)/kept/,*.jsonl* */*.jsonl*)))
$(build)/dedupe.stamp: $(build)/clusters.jsonl $(build)/documents
	$(share)$(BIN)prov-dedupe $(dedupe) --files-from $(build)/documents --clusters $< \
	  -o $(OUT)/kept/ --dropped $(OUT)/dropped.jsonl \
	  --summary $(build)/summary.json --if-changed --stamp $@
	@rm -f $(stale)
$(if $(filter-out $(wildcard $(results)),$(results)),$(build)/dedupe.stamp: FORCE)

# The whole mission: besides, what is recycled and quoted in the archive as it was,
# who was first, and all of it in a ledger.  KEY signs it (prov-ledger keygen FILE);
# $(OUT)/checkpoint is to be kept elsewhere.  Every run is recorded once: findings
# that come out the same are not recorded again.
KEY ?=
.PHONY: mission
mission: $(build)/ledger.stamp
finds := $(OUT)/passages.jsonl $(OUT)/quotes.jsonl $(OUT)/chains.jsonl
$(OUT)/chains.jsonl: share-verb := all
$(OUT)/passages.jsonl: tool := passages
$(OUT)/quotes.jsonl: tool := quotes
$(OUT)/chains.jsonl: tool := trace
$(finds): $(documents) $(build)/documents
	$(share)$(BIN)prov-$(tool) --quiet $(share-verb) --files-from $(build)/documents -o $@
$(build)/ledger.stamp: $(finds) $(build)/dedupe.stamp $(KEY)
	$(share)$(BIN)prov-ledger record $(OUT)/ledger $(OUT)/dropped.jsonl $(finds) \
	  $(if $(KEY),--key $(KEY)) --quiet -o $(OUT)/checkpoint --stamp $@
	$(BIN)prov-ledger verify $(OUT)/ledger --against $(OUT)/checkpoint

restore: $(build)/dedupe.stamp
	$(share)$(BIN)prov-restore $(OUT)/kept $(OUT)/dropped.jsonl \
	  --out-dir $(OUT)/restored --if-changed
