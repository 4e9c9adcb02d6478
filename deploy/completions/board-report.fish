function __board-report_should_offer_completions_for_flags_or_options -a expected_commands
    set -l non_repeating_flags_or_options $argv[2..]
    set -l non_repeating_flags_or_options_absent 0
    set -l positional_index 0
    set -l commands
    __board-report_parse_tokens
    test "$commands" = "$expected_commands"; and return $non_repeating_flags_or_options_absent
end

function __board-report_should_offer_completions_for_positional -a expected_commands positional_index_comparison expected_positional_index
    set -l non_repeating_flags_or_options
    set -l non_repeating_flags_or_options_absent 0
    set -l positional_index 0
    set -l commands
    __board-report_parse_tokens
    test "$commands" = "$expected_commands" -a \( "$positional_index" "$positional_index_comparison" "$expected_positional_index" \)
end

function __board-report_parse_tokens -S
    set -l unparsed_tokens (__board-report_tokens -pc)
    switch $unparsed_tokens[1]
    case 'board-report'
        __board-report_parse_subcommand 0 'version' 'h/help'
        switch $unparsed_tokens[1]
        case 'run'
            __board-report_parse_subcommand 0 'job=' 'output=' 'quarter=' 'year=' 'from=' 'to=' 'database=' 'data=' 'schema=' 'today=' 'strict' 'reissue' 'reason=' 'dry-run' 'quiet' 'verbose' 'version' 'h/help'
        case 'metrics'
            __board-report_parse_subcommand 0 'version' 'h/help'
        case 'help'
            __board-report_parse_subcommand -r 1 'version'
        end
    end
end

function __board-report_tokens
    if test (string split -m 1 -f 1 -- . "$FISH_VERSION") -gt 3
        commandline --tokens-raw $argv
    else
        commandline -o $argv
    end
end

function __board-report_parse_subcommand -S -a positional_count
    argparse -s r -- $argv
    set -l option_specs $argv[2..]
    set -l is_repeating_positional $_flag_r
    set -el _flag_r
    set -a commands $unparsed_tokens[1]
    set positional_index 0
    while true
        set -e unparsed_tokens[1]
        argparse -sn "$commands" $option_specs -- $unparsed_tokens 2> /dev/null
        set unparsed_tokens $argv
        set positional_index (math $positional_index + 1)
        for non_repeating_flag_or_option in $non_repeating_flags_or_options
            if set -ql "_flag_$(string replace -a - _ -- $non_repeating_flag_or_option)"
                set non_repeating_flags_or_options_absent 1
                break
            end
        end
        test (count $unparsed_tokens) -eq 0 -o \( -z "$is_repeating_positional" -a "$positional_index" -gt "$positional_count" \) && break
    end
end

function __board-report_complete_directories
    set -l token (commandline -t)
    string match -- '*/' $token
    set -l subdirs $token*/
    printf %s\n $subdirs
end

function __board-report_custom_completion
    set -x SAP_SHELL fish
    set -x SAP_SHELL_VERSION $FISH_VERSION
    set -l tokens (__board-report_tokens -p)
    if test -z "$(__board-report_tokens -t)"
        set -l index (count (__board-report_tokens -pc))
        set tokens $tokens[..$index] \'\' $tokens[(math $index + 1)..]
    end
    command $tokens[1] $argv $tokens
end

complete -c 'board-report' -f
complete -c 'board-report' -n '__board-report_should_offer_completions_for_flags_or_options "board-report" version' -l 'version' -d 'Show the version.'
complete -c 'board-report' -n '__board-report_should_offer_completions_for_flags_or_options "board-report" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'board-report' -n '__board-report_should_offer_completions_for_positional "board-report" -eq 1' -fa 'run' -d 'Issue the report of a period; unchanged figures issue nothing.'
complete -c 'board-report' -n '__board-report_should_offer_completions_for_positional "board-report" -eq 1' -fa 'metrics' -d 'Print every metric with its definition.'
complete -c 'board-report' -n '__board-report_should_offer_completions_for_positional "board-report" -eq 1' -fa 'help' -d 'Show subcommand help information.'
complete -c 'board-report' -n '__board-report_should_offer_completions_for_flags_or_options "board-report run" job' -l 'job' -d 'The job file that declares the report.' -rfka ''
complete -c 'board-report' -n '__board-report_should_offer_completions_for_flags_or_options "board-report run" output' -l 'output' -d 'The archive; its last folder is made if need be.' -rfka ''
complete -c 'board-report' -n '__board-report_should_offer_completions_for_flags_or_options "board-report run" quarter' -l 'quarter' -d 'A quarter, such as 2010/11-Q3.' -rfka ''
complete -c 'board-report' -n '__board-report_should_offer_completions_for_flags_or_options "board-report run" year' -l 'year' -d 'A financial year, such as 2010/11.' -rfka ''
complete -c 'board-report' -n '__board-report_should_offer_completions_for_flags_or_options "board-report run" from' -l 'from' -d 'First day, such as 2010-08-16; with --to.' -rfka ''
complete -c 'board-report' -n '__board-report_should_offer_completions_for_flags_or_options "board-report run" to' -l 'to' -d 'Last day, included.' -rfka ''
complete -c 'board-report' -n '__board-report_should_offer_completions_for_flags_or_options "board-report run" database' -l 'database' -d 'Connection string, without a password; else the job file\'s, else libpq\'s own environment.' -rfka ''
complete -c 'board-report' -n '__board-report_should_offer_completions_for_flags_or_options "board-report run" data' -l 'data' -d 'A folder of CSV files, one a relation; needs no server.' -rfka ''
complete -c 'board-report' -n '__board-report_should_offer_completions_for_flags_or_options "board-report run" schema' -l 'schema' -d 'The schema of the relations (default: programme).' -rfka ''
complete -c 'board-report' -n '__board-report_should_offer_completions_for_flags_or_options "board-report run" today' -l 'today' -d 'Report as on this day instead of today.' -rfka ''
complete -c 'board-report' -n '__board-report_should_offer_completions_for_flags_or_options "board-report run" strict' -l 'strict' -d 'Refuse to publish when a finding of data quality is an error.'
complete -c 'board-report' -n '__board-report_should_offer_completions_for_flags_or_options "board-report run" reissue' -l 'reissue' -d 'Issue again although nothing changed; with --reason.'
complete -c 'board-report' -n '__board-report_should_offer_completions_for_flags_or_options "board-report run" reason' -l 'reason' -d 'Why it is issued again.' -rfka ''
complete -c 'board-report' -n '__board-report_should_offer_completions_for_flags_or_options "board-report run" dry-run' -l 'dry-run' -d 'Read, measure and check, and publish nothing.'
complete -c 'board-report' -n '__board-report_should_offer_completions_for_flags_or_options "board-report run" quiet' -l 'quiet' -d 'Say nothing unless something fails; the default without a terminal.'
complete -c 'board-report' -n '__board-report_should_offer_completions_for_flags_or_options "board-report run" verbose' -l 'verbose' -d 'Print the headline, the path, and whether anything changed.'
complete -c 'board-report' -n '__board-report_should_offer_completions_for_flags_or_options "board-report run" version' -l 'version' -d 'Show the version.'
complete -c 'board-report' -n '__board-report_should_offer_completions_for_flags_or_options "board-report run" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'board-report' -n '__board-report_should_offer_completions_for_flags_or_options "board-report metrics" version' -l 'version' -d 'Show the version.'
complete -c 'board-report' -n '__board-report_should_offer_completions_for_flags_or_options "board-report metrics" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'board-report' -n '__board-report_should_offer_completions_for_flags_or_options "board-report help" version' -l 'version' -d 'Show the version.'
