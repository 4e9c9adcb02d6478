#compdef board-paper
# Completions of board-paper for zsh: options, folders, documents, and the issues of the archive.
_board_paper() {
  local archive=reports
  (( ${words[(I)--archive]} )) && archive=${words[${words[(I)--archive]} + 1]}
  _arguments \
    '--output[the folder for the files]:folder:_files -/' \
    '--archive[the archive]:folder:_files -/' \
    '(--case-studies)--annex[append what each measure means]' \
    '(--annex)--case-studies[one set of files for each case study]' \
    '--help[print what it does]' \
    "1:issue:_alternative 'issues:issue:_path_files -/ -W $archive' 'files:document:_files -g \"*.md\"'"
}
_board_paper "$@"
