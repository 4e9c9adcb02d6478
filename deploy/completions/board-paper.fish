# Completions of board-paper for fish: options, folders, documents, and the issues of the archive.
complete -c board-paper -f
complete -c board-paper -l output -r -a '(__fish_complete_directories)' -d 'The folder for the files'
complete -c board-paper -l archive -r -a '(__fish_complete_directories)' -d 'The archive'
complete -c board-paper -l annex -d 'Append what each measure means'
complete -c board-paper -l case-studies -d 'One set of files for each case study'
complete -c board-paper -l help -d 'Print what it does'
complete -c board-paper -a '(for folder in reports/*/; string replace -r "^reports/(.*)/\$" "\$1" $folder; end)' -d 'Issue'
complete -c board-paper -a '(__fish_complete_suffix .md; __fish_complete_directories)'
