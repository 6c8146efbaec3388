// A row of `finding` for each finding, one of `place` for each document that it
// names.  Words are kept as their normalised tokens with a space around each,
// so that a substring is a run of whole words.  The cache is built beside its
// place and renamed, so nobody reads half of it.
// Held by the golden case prov-ledger/query.

#include "libprov/ledger/query.h"

#include <sqlite3.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <memory>
#include <utility>
#include <vector>

#include "absl/strings/str_format.h"
#include "libprov/base/json_writer.h"
#include "libprov/ledger/finding_members.h"
#include "libprov/ledger/ledger.h"
#include "libprov/ledger/ledger_findings.h"
#include "libprov/text/normalized_text.h"

namespace prov {
namespace {

namespace fs = std::filesystem;

constexpr char kSchema[] =
    "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;"
    "CREATE TABLE made_from(format INTEGER, checkpoint TEXT);"
    "CREATE TABLE finding(entry INTEGER PRIMARY KEY, offset INTEGER,"
    " length INTEGER, words TEXT);"
    "CREATE TABLE place(entry INTEGER, document TEXT, outlet TEXT,"
    " earliest INTEGER, latest INTEGER);"
    "BEGIN";
constexpr char kIndexes[] =
    "CREATE INDEX place_entry ON place(entry);"
    "CREATE INDEX place_document ON place(document);"
    "CREATE INDEX place_outlet ON place(outlet);"
    "COMMIT";
constexpr int kFormat = 1;  // Of the cache; raised when it is built otherwise.

struct CloseDatabase {
  void operator()(sqlite3* database) const { sqlite3_close(database); }
  void operator()(sqlite3_stmt* statement) const {
    sqlite3_finalize(statement);
  }
};
using Database = std::unique_ptr<sqlite3, CloseDatabase>;
using Statement = std::unique_ptr<sqlite3_stmt, CloseDatabase>;

absl::Status Failed(sqlite3* database) {
  return absl::UnavailableError(
      std::string("the cache of the ledger: ") +
      (database == nullptr ? "out of memory" : sqlite3_errmsg(database)));
}

absl::Status Execute(sqlite3* database, const char* sql) {
  return sqlite3_exec(database, sql, nullptr, nullptr, nullptr) == SQLITE_OK
             ? absl::OkStatus()
             : Failed(database);
}

absl::StatusOr<Database> OpenDatabase(const std::string& path, int flags) {
  sqlite3* opened = nullptr;
  const int result = sqlite3_open_v2(path.c_str(), &opened, flags, nullptr);
  Database database(opened);
  if (result != SQLITE_OK) return Failed(database.get());
  return database;
}

absl::StatusOr<Statement> Prepare(sqlite3* database, const std::string& sql) {
  sqlite3_stmt* prepared = nullptr;
  if (sqlite3_prepare_v2(database, sql.c_str(), -1, &prepared, nullptr) !=
      SQLITE_OK) {
    return Failed(database);
  }
  return Statement(prepared);
}

void BindText(sqlite3_stmt* statement, int index, const std::string& text) {
  sqlite3_bind_text(statement, index, text.data(),
                    static_cast<int>(text.size()), SQLITE_TRANSIENT);
}

// " the pier was closed "
std::string Words(const std::string& text) {
  if (text.empty()) return "";
  return " " + std::string(NormalizedText(text).str()) + " ";
}

// What a query can ask of one document that a finding names.
struct QueriedPlace {
  std::string document;
  std::string outlet;
  DateInterval published;
};

std::vector<QueriedPlace> QueriedPlaces(const JsonObject& finding) {
  std::vector<QueriedPlace> places;
  for (const char* list : {"occurrences", "nodes", "members"}) {
    for (const JsonObject& object : ObjectsMember(finding, list)) {
      std::string key = TextMember(object, "id");
      if (key.empty()) key = TextMember(object, "key");
      places.push_back({.document = std::move(key),
                        .outlet = TextMember(object, "outlet"),
                        .published = DateMember(object, "published")});
    }
  }
  for (const char* member : {"a", "b", "key", "kept"}) {
    std::string key = TextMember(finding, member);
    if (!key.empty()) places.push_back({.document = std::move(key)});
  }
  return places;
}

// The words of all that a finding quotes.
std::string QueriedWords(const JsonObject& finding) {
  std::string words = Words(TextMember(finding, "text"));
  for (const char* list : {"occurrences", "nodes"}) {
    for (const JsonObject& object : ObjectsMember(finding, list)) {
      const std::string own = Words(TextMember(object, "exact"));
      if (words.find(own) == std::string::npos) words += own;
    }
  }
  return words;
}

bool Matches(const LedgerQuery& query, const QueriedPlace& place) {
  if (!query.outlet.empty() && place.outlet != query.outlet) return false;
  if (!query.document.empty() && place.document != query.document) return false;
  if (!query.since.has_value() && !query.until.has_value()) return true;
  return place.published.grade != DateGrade::kNone &&
         (!query.since.has_value() ||
          place.published.latest >= query.since->earliest) &&
         (!query.until.has_value() ||
          place.published.earliest <= query.until->latest);
}

bool AsksOfPlaces(const LedgerQuery& query) {
  return !query.outlet.empty() || !query.document.empty() ||
         query.since.has_value() || query.until.has_value();
}

bool Matches(const LedgerQuery& query, const JsonObject& finding) {
  if (!query.words.empty() &&
      QueriedWords(finding).find(Words(query.words)) == std::string::npos) {
    return false;
  }
  return !AsksOfPlaces(query) ||
         std::ranges::any_of(QueriedPlaces(finding),
                             [&query](const QueriedPlace& place) {
                               return Matches(query, place);
                             });
}

absl::Status Fill(const std::string& ledger, const OpenedLedger& opened,
                  const LedgerMap& map, sqlite3* database) {
  PROV_RETURN_IF_ERROR(Execute(database, kSchema));
  PROV_ASSIGN_OR_RETURN(
      const Statement finding_row,
      Prepare(database, "INSERT INTO finding VALUES(?,?,?,?)"));
  PROV_ASSIGN_OR_RETURN(
      const Statement place_row,
      Prepare(database, "INSERT INTO place VALUES(?,?,?,?,?)"));
  const auto step = [database](sqlite3_stmt* row) {
    const bool done = sqlite3_step(row) == SQLITE_DONE;
    sqlite3_reset(row);
    return done ? absl::OkStatus() : Failed(database);
  };
  PROV_RETURN_IF_ERROR(ForEachLedgerFinding(
      ledger, opened, map, [&](const LedgerFinding& found) -> absl::Status {
        if (found.entry == found.run.entry) return absl::OkStatus();
        const auto entry = static_cast<sqlite3_int64>(found.entry);
        sqlite3_bind_int64(finding_row.get(), 1, entry);
        sqlite3_bind_int64(finding_row.get(), 2,
                           static_cast<sqlite3_int64>(found.offset));
        sqlite3_bind_int64(finding_row.get(), 3,
                           static_cast<sqlite3_int64>(found.length));
        BindText(finding_row.get(), 4, QueriedWords(found.finding));
        PROV_RETURN_IF_ERROR(step(finding_row.get()));
        for (const QueriedPlace& place : QueriedPlaces(found.finding)) {
          sqlite3_bind_int64(place_row.get(), 1, entry);
          BindText(place_row.get(), 2, place.document);
          BindText(place_row.get(), 3, place.outlet);
          const bool dated = place.published.grade != DateGrade::kNone;
          for (const auto& [index, seconds] :
               {std::pair(4, place.published.earliest),
                std::pair(5, place.published.latest)}) {
            if (dated) {
              sqlite3_bind_int64(place_row.get(), index, seconds);
            } else {
              sqlite3_bind_null(place_row.get(), index);
            }
          }
          PROV_RETURN_IF_ERROR(step(place_row.get()));
        }
        return absl::OkStatus();
      }));
  return Execute(database, kIndexes);
}

absl::Status NoteCheckpoint(sqlite3* database, const std::string& checkpoint) {
  PROV_ASSIGN_OR_RETURN(const Statement row,
                        Prepare(database, "INSERT INTO made_from VALUES(?,?)"));
  sqlite3_bind_int(row.get(), 1, kFormat);
  BindText(row.get(), 2, checkpoint);
  return sqlite3_step(row.get()) == SQLITE_DONE ? absl::OkStatus()
                                                : Failed(database);
}

bool IsOf(sqlite3* database, const std::string& checkpoint) {
  const absl::StatusOr<Statement> row =
      Prepare(database,
              absl::StrFormat(
                  "SELECT checkpoint FROM made_from WHERE format=%d", kFormat));
  if (!row.ok() || sqlite3_step(row->get()) != SQLITE_ROW) return false;
  const auto* const text =
      reinterpret_cast<const char*>(sqlite3_column_text(row->get(), 0));
  return text != nullptr && checkpoint == text;
}

absl::StatusOr<Database> FreshCache(const std::string& ledger,
                                    const OpenedLedger& opened,
                                    const LedgerMap& map) {
  const std::string checkpoint = absl::StrFormat(
      "%s%d bytes", opened.checkpoint.Text(), opened.scan.end_offset);
  const std::string path = QueryCachePath(ledger);
  std::error_code ignored;
  if (fs::exists(path, ignored)) {
    absl::StatusOr<Database> old = OpenDatabase(path, SQLITE_OPEN_READONLY);
    if (old.ok() && IsOf(old->get(), checkpoint)) return old;
  }
  constexpr int kNew = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
  const std::string beside = absl::StrFormat(
      "%s/.query.sqlite.%d.prov-partial", ledger, static_cast<int>(getpid()));
  fs::remove(beside, ignored);
  absl::StatusOr<Database> made = OpenDatabase(beside, kNew);
  const bool in_file =
      made.ok() && Execute(made->get(), "CREATE TABLE writable(a)").ok();
  if (!in_file) {
    fs::remove(beside, ignored);
    made = OpenDatabase(":memory:", kNew);
  }
  PROV_RETURN_IF_ERROR(made.status());
  absl::Status filled = Fill(ledger, opened, map, made->get());
  if (filled.ok()) filled = NoteCheckpoint(made->get(), checkpoint);
  if (in_file && filled.ok()) {
    fs::rename(beside, path, ignored);
  } else {
    fs::remove(beside, ignored);
  }
  PROV_RETURN_IF_ERROR(filled);
  return made;
}

// Entries that may be hits.
struct Candidate {
  uint64_t entry = 0;
  uint64_t offset = 0;
  uint64_t length = 0;
};

absl::StatusOr<std::vector<Candidate>> Candidates(const LedgerQuery& query,
                                                  sqlite3* database) {
  std::string sql = "SELECT entry,offset,length FROM finding WHERE 1";
  std::vector<std::string> texts;
  if (!query.words.empty()) {
    sql += " AND instr(words,?)";
    texts.push_back(Words(query.words));
  }
  if (AsksOfPlaces(query)) {
    sql += " AND entry IN (SELECT entry FROM place WHERE 1";
    for (const auto& [column, text] :
         {std::pair("outlet", &query.outlet),
          std::pair("document", &query.document)}) {
      if (text->empty()) continue;
      sql += absl::StrFormat(" AND %s=?", column);
      texts.push_back(*text);
    }
    if (query.since.has_value()) {
      sql += absl::StrFormat(" AND latest>=%d", query.since->earliest);
    }
    if (query.until.has_value()) {
      sql += absl::StrFormat(" AND earliest<=%d", query.until->latest);
    }
    sql += ")";
  }
  PROV_ASSIGN_OR_RETURN(const Statement rows,
                        Prepare(database, sql + " ORDER BY entry"));
  for (size_t i = 0; i < texts.size(); ++i) {
    BindText(rows.get(), static_cast<int>(i) + 1, texts[i]);
  }
  const auto number = [&rows](int column) {
    return static_cast<uint64_t>(sqlite3_column_int64(rows.get(), column));
  };
  std::vector<Candidate> entries;
  int result = SQLITE_ROW;
  while ((result = sqlite3_step(rows.get())) == SQLITE_ROW) {
    entries.push_back(
        {.entry = number(0), .offset = number(1), .length = number(2)});
  }
  if (result != SQLITE_DONE) return Failed(database);
  return entries;
}

// The finding at a place that the cache names; nullopt if none is there.
absl::StatusOr<std::optional<std::string>> LineOf(const std::string& ledger,
                                                  const OpenedLedger& opened,
                                                  const Candidate& candidate) {
  const uint64_t end = opened.scan.end_offset;
  std::optional<std::string> none;
  if (candidate.offset > end || candidate.length > end - candidate.offset) {
    return none;
  }
  std::string line(candidate.length, '\0');
  PROV_RETURN_IF_ERROR(opened.log.Read(candidate.offset, line));
  const EntryKind kind = KindOf(line);
  if (kind != EntryKind::kFinding && kind != EntryKind::kObject) return none;
  return FindingOf(ledger, line);
}

}  // namespace

absl::Status QueryLedger(
    const std::string& ledger, const LedgerQuery& query, unsigned threads,
    absl::FunctionRef<absl::Status(const LedgerHit& hit)> visit) {
  PROV_ASSIGN_OR_RETURN(const OpenedLedger opened, OpenLedger(ledger, threads));
  PROV_ASSIGN_OR_RETURN(const LedgerMap map, MapLedger(ledger, opened));
  PROV_ASSIGN_OR_RETURN(const Database cache, FreshCache(ledger, opened, map));
  PROV_ASSIGN_OR_RETURN(const std::vector<Candidate> candidates,
                        Candidates(query, cache.get()));
  JsonReader reader;
  for (const Candidate& candidate : candidates) {
    PROV_ASSIGN_OR_RETURN(std::optional<std::string> line,
                          LineOf(ledger, opened, candidate));
    if (!line.has_value()) continue;
    line->reserve(line->size() + kJsonPadding);
    const absl::StatusOr<JsonObject> finding = reader.Parse(*line);
    if (!finding.ok() || !Matches(query, *finding)) continue;
    LedgerHit hit{.entry = candidate.entry, .finding = *std::move(line)};
    if (const RecordedRun* run = map.RunOf(hit.entry)) {
      hit.recorded = run->record.time;
      hit.superseded_by = run->superseded_by;
    }
    if (const auto by = map.superseded.find(hit.entry);
        by != map.superseded.end()) {
      hit.superseded_by = by->second;
    }
    PROV_RETURN_IF_ERROR(visit(hit));
  }
  return absl::OkStatus();
}

std::string HitLine(const LedgerHit& hit) {
  std::string line;
  JsonWriter json(line);
  json.BeginObject()
      .Member("schema", "prov.hit/1")
      .Member("entry", hit.entry)
      .Member("recorded", hit.recorded)
      .Key("superseded_by");
  if (hit.superseded_by.has_value()) {
    json.Value(*hit.superseded_by);
  } else {
    json.Value(nullptr);
  }
  json.Key("finding").Raw(hit.finding).EndObject();
  return line;
}

}  // namespace prov
