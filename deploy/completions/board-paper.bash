# Completions of board-paper for bash: options, folders, documents, and the issues of the archive.
_board_paper() {
  local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD - 1]} archive=reports index
  COMPREPLY=()
  compopt -o filenames 2>/dev/null
  case $previous in
    --output | --archive) mapfile -t COMPREPLY < <(compgen -d -- "$current"); return ;;
  esac
  if [[ $current == -* ]]; then
    compopt +o filenames 2>/dev/null
    mapfile -t COMPREPLY < <(compgen -W '--output --archive --annex --case-studies --help' -- "$current")
    return
  fi
  for ((index = 1; index < COMP_CWORD; index++)); do
    [[ ${COMP_WORDS[index]} == --archive ]] && archive=${COMP_WORDS[index + 1]}
  done
  mapfile -t COMPREPLY < <(
    compgen -d -- "$current"
    compgen -f -X '!*.md' -- "$current"
    cd -- "$archive" 2>/dev/null && compgen -d -- "$current"
  )
}
complete -F _board_paper board-paper
