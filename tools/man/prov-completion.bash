# Completion for the prov tools in bash: options, as --help lists them, the words
# that some of them take, and files.

_prov() {
  local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD - 1]}
  local help words=
  COMPREPLY=()
  case $previous in
    --keep) words='earliest longest first outlet:' ;;
    --linkage) words='star components' ;;
    --revisions) words='keep collapse' ;;
    --similarity) words='jaccard containment' ;;
    --strip) words='boilerplate' ;;
    --format)
      words='jsonl csv tsv text'
      [[ $1 != *prov-trace ]] || words='text jsonl dot mermaid'
      [[ $1 != *prov-ledger ]] || words='prov-json prov-jsonld prov-n webannotation dot' ;;
    --input-format) words='jsonl csv tsv text' ;;
    --date-order) words='dmy mdy' ;;
    --error-if)
      help=$("$1" --help 2>/dev/null)
      words=$(sed -nE 's/^  --error-if ([a-z|]+).*/\1/p' <<<"$help" | tr '|' ' ') ;;
    *)
      [[ $current == -* ]] || return
      help=$("$1" --help 2>/dev/null)
      words=$(sed -nE 's/^  (-[a-zA-Z0-9] \[ )?(--[a-z0-9-]+).*/\2/p' <<<"$help") ;;
  esac
  mapfile -t COMPREPLY < <(compgen -W "$words" -- "$current")
  # A file is to follow.
  [[ ${COMPREPLY[*]} != outlet: ]] || compopt -o nospace
}

complete -o default -F _prov prov-cluster prov-dedupe prov-eval prov-ledger \
  prov-match prov-passages prov-quotes prov-restore prov-show prov-sketch prov-trace
