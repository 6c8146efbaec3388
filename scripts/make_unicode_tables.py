#!/usr/bin/env python3
"""Writes libprov/text/unicode_tables.cc: the class and fold of every code point.

    scripts/make_unicode_tables.py > libprov/text/unicode_tables.cc

Token hashes, and so files on disk, hang on these tables: the script runs only
under the Unicode version below.  tests/unit/text/unicode_tables_test.cc checks
the result against ICU, which shares no code or data with Python.
"""

import sys
import unicodedata

UNICODE_VERSION = "14.0.0"
BLOCK = 128

SEPARATOR, DROPPED, APOSTROPHE, LETTER, UNSPACED, DIGIT, MARK = range(7)

# Default_Ignorable_Code_Point, and the diacritics of Latin, Greek, Cyrillic.
DROPPED_RANGES = [
    (0x00AD, 0x00AD), (0x0300, 0x036F), (0x061C, 0x061C), (0x115F, 0x1160),
    (0x17B4, 0x17B5), (0x180B, 0x180F), (0x200B, 0x200F), (0x202A, 0x202E),
    (0x2060, 0x206F), (0x3164, 0x3164), (0xFE00, 0xFE0F), (0xFEFF, 0xFEFF),
    (0xFFA0, 0xFFA0), (0xFFF0, 0xFFF8), (0x1BCA0, 0x1BCA3),
    (0x1D173, 0x1D17A), (0xE0000, 0xE0FFF),
]

# The last two are canonically equal to ` and U+00B4.
APOSTROPHES = set(map(ord, "'\u2019\u2018\u201b\u02bc\uff07`\u00b4\u1fef\u1ffd"))

# Letters of scripts written without spaces: Han, Hiragana, Katakana (with the
# length and repeat marks they share), Thai, Lao, Myanmar, Khmer.
UNSPACED_RANGES = [
    (0x0E01, 0x0E4F), (0x0E80, 0x0EFF), (0x1000, 0x109F), (0x1780, 0x17FF),
    (0x3005, 0x3007), (0x3021, 0x3029), (0x3031, 0x3035), (0x3038, 0x303C),
    (0x3041, 0x30FF), (0x31F0, 0x31FF), (0x3400, 0x4DBF), (0x4E00, 0x9FFF),
    (0xA9E0, 0xA9FE), (0xAA60, 0xAA7F), (0xF900, 0xFAFF), (0xFF66, 0xFF9F),
    (0x16FE3, 0x16FE3), (0x1AFF0, 0x1AFFF), (0x1B000, 0x1B16F),
    (0x20000, 0x3FFFD),
]

# U+1D15E is canonically a note head and a stem, a mark: as symbols, notes with
# and without stems must say nothing.
MUSICAL_SYMBOLS = (0x1D100, 0x1D1FF)

HANGUL_SYLLABLES = (0xAC00, 0xD7A3)


def within(c, ranges):
    return any(first <= c <= last for first, last in ranges)


def own_class(c):
    """The class of c by itself, whatever it folds to."""
    category = unicodedata.category(chr(c))
    if within(c, DROPPED_RANGES):
        return DROPPED
    if c in APOSTROPHES:
        return APOSTROPHE
    if within(c, [MUSICAL_SYMBOLS]):
        return DROPPED if category[0] == "M" else SEPARATOR
    if category[0] == "L" or category == "Nl":
        return UNSPACED if within(c, UNSPACED_RANGES) else LETTER
    if category in ("Nd", "No"):
        return DIGIT
    return MARK if category[0] == "M" else SEPARATOR


CLASS = [own_class(c) for c in range(0x110000)]


def is_word(text):
    return text != "" and all(CLASS[ord(x)] >= LETTER for x in text)


def fold(c):
    """The fold of c, or "" if c (a number such as 1/2 or "1.") has none."""
    text = chr(c)
    while True:
        step = "".join(
            x for x in unicodedata.normalize("NFKD", text)
            if CLASS[ord(x)] not in (DROPPED, APOSTROPHE)).casefold()
        if step == text:
            break
        text = step
    if is_word(text):
        return text
    if unicodedata.category(chr(c)) == "No":
        return ""
    own = chr(c).casefold()
    return own if is_word(own) else chr(c)


def properties():
    """Per code point: (class, combining class, fold)."""
    result = []
    for c in range(0x110000):
        if within(c, [HANGUL_SYLLABLES]):
            result.append((LETTER, 0, ""))  # Folded by arithmetic.
            continue
        if CLASS[c] < LETTER:
            result.append((CLASS[c], 0, chr(c)))
            continue
        folded = fold(c)
        if folded == "":
            result.append((SEPARATOR, 0, chr(c)))
            continue
        first = folded[0] if len(folded) == 1 else chr(c)
        result.append((CLASS[ord(first)], unicodedata.combining(first), folded))
    return result


def check(table):
    """What the code relies on."""
    assert all(CLASS[c] in (MARK, DROPPED) for c in range(0x110000)
               if unicodedata.combining(chr(c)))
    for c, (kind, combining, folded) in enumerate(table):
        if within(c, [HANGUL_SYLLABLES]):
            continue
        assert combining == 0 or kind == MARK
        decomposed = unicodedata.normalize("NFD", chr(c))
        if 0xD800 <= c <= 0xDFFF:
            decomposed = chr(c)
        # A code point and its canonical decomposition say the same.
        expected = "".join(
            table[ord(x)][2] for x in decomposed if table[ord(x)][0] != DROPPED)
        if kind >= LETTER:
            assert expected == folded, hex(c)
            # Folding is stable.
            assert all(table[ord(x)][2] == x for x in folded), hex(c)
            unspaced = sum(table[ord(x)][0] == UNSPACED for x in folded)
            assert unspaced + 1 <= len(chr(c).encode()) or unspaced <= 1
        elif kind != DROPPED:
            kinds = {table[ord(x)][0] for x in decomposed}
            assert kinds <= {kind, DROPPED}, hex(c)


def emit_array(declaration, values, width=80):
    print(f"{declaration} = {{")
    line = ""
    for value in values:
        if len(line) + len(value) + 1 > width:
            print(line)
            line = ""
        line += f"{value},"
    print(line + "\n};\n")


def main():
    if unicodedata.unidata_version != UNICODE_VERSION:
        sys.exit(f"make_unicode_tables.py: this Python has Unicode "
                 f"{unicodedata.unidata_version}; the tables need "
                 f"{UNICODE_VERSION} (Python 3.11)")
    table = properties()
    check(table)

    pool, offsets, records, record_ids = [], {}, [], {}

    def record_id(c):
        kind, combining, folded = table[c]
        if folded == "":
            record = (kind, 0, 0, 0)
        elif len(folded) == 1:
            record = (kind, combining, 1, ord(folded) - c)
        else:
            if folded not in offsets:
                offsets[folded] = len(pool)
                pool.extend(map(ord, folded))
            record = (kind, combining, len(folded), offsets[folded])
        if record not in record_ids:
            record_ids[record] = len(records)
            records.append(record)
        return record_ids[record]

    blocks, block_ids, index = [], {}, []
    for start in range(0, 0x110000, BLOCK):
        block = tuple(record_id(c) for c in range(start, start + BLOCK))
        if block not in block_ids:
            block_ids[block] = len(blocks)
            blocks.append(block)
        index.append(block_ids[block])
    assert len(records) < 65536 and len(blocks) < 256 and len(pool) < 65536
    longest = max(len(folded) for _, _, folded in table)
    print(f"{len(records)} records, {len(blocks)} blocks, pool {len(pool)}, "
          f"longest {longest}", file=sys.stderr)
    assert longest <= 8

    print(f"""\
// Generated by scripts/make_unicode_tables.py from Unicode {UNICODE_VERSION}; do not edit.
//
// A code point's high bits choose a block, the block's entry a record.  Equal
// blocks and equal records are stored once.  Held to ICU by
// tests/unit/text/unicode_tables_test.cc.

#include "libprov/text/unicode_tables.h"

// clang-format off
namespace prov::unicode_tables {{
namespace {{

constexpr CharClass S = CharClass::kSeparator, D = CharClass::kDropped,
                    A = CharClass::kApostrophe, L = CharClass::kLetter,
                    U = CharClass::kUnspacedLetter, N = CharClass::kDigit,
                    M = CharClass::kMark;

}}  // namespace
""")
    emit_array(f"const uint8_t kBlockOf[{len(index)}]", map(str, index))
    emit_array(f"const uint16_t kRecordOf[{len(blocks)}][{BLOCK}]",
               ["{" + ",".join(map(str, b)) + "}" for b in blocks], 0)
    emit_array(f"const CharProperties kRecords[{len(records)}]",
               ["{%s,%d,%d,%d}" % ("SDALUNM"[r[0]], *r[1:]) for r in records])
    emit_array(f"const char16_t kFolds[{len(pool)}]"
               if max(pool) < 0x10000 else f"const char32_t kFolds[{len(pool)}]",
               map(str, pool))
    print("}  // namespace prov::unicode_tables\n// clang-format on")


if __name__ == "__main__":
    main()
