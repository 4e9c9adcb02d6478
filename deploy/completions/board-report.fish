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
            __board-report_parse_subcommand 0 'job=' 'output=' 'quarter=' 'year=' 'from=' 'to=' 'database=' 'data=' 'schema=' 'today=' 'strict' 'reissue' 'reason=' 'catch-up' 'dry-run' 'quiet' 'verbose' 'log-format=' 'version' 'h/help'
        case 'check'
            __board-report_parse_subcommand 0 'job=' 'quarter=' 'year=' 'from=' 'to=' 'database=' 'data=' 'schema=' 'today=' 'format=' 'version' 'h/help'
        case 'import'
            __board-report_parse_subcommand 1 'job=' 'database=' 'data=' 'schema=' 'replace' 'dry-run' 'errors=' 'version' 'h/help'
        case 'template'
            __board-report_parse_subcommand 1 'version' 'h/help'
        case 'database'
            __board-report_parse_subcommand 0 'version' 'h/help'
            switch $unparsed_tokens[1]
            case 'create'
                __board-report_parse_subcommand 0 'job=' 'database=' 'data=' 'schema=' 'version' 'h/help'
            case 'upgrade'
                __board-report_parse_subcommand 0 'job=' 'database=' 'data=' 'schema=' 'version' 'h/help'
            case 'status'
                __board-report_parse_subcommand 0 'job=' 'database=' 'data=' 'schema=' 'version' 'h/help'
            end
        case 'history'
            __board-report_parse_subcommand 0 'job=' 'output=' 'figure=' 'format=' 'version' 'h/help'
        case 'retract'
            __board-report_parse_subcommand 1 'job=' 'output=' 'reason=' 'version' 'h/help'
        case 'verify'
            __board-report_parse_subcommand 1 'job=' 'output=' 'version' 'h/help'
        case 'compare'
            __board-report_parse_subcommand 2 'job=' 'output=' 'version' 'h/help'
        case 'explain'
            __board-report_parse_subcommand 1 'job=' 'output=' 'issue=' 'version' 'h/help'
        case 'status'
            __board-report_parse_subcommand 0 'job=' 'output=' 'today=' 'prometheus=' 'quiet' 'version' 'h/help'
        case 'metrics'
            __board-report_parse_subcommand 0 'version' 'h/help'
        case 'completions'
            __board-report_parse_subcommand 1 'version' 'h/help'
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
complete -c 'board-report' -n '__board-report_should_offer_completions_for_positional "board-report" -eq 1' -fa 'check' -d 'Check connection, privileges, contract, settings and the quality of the data.'
complete -c 'board-report' -n '__board-report_should_offer_completions_for_positional "board-report" -eq 1' -fa 'import' -d 'Bring a folder of CSV files, one a relation, into our tables: all or nothing.'
complete -c 'board-report' -n '__board-report_should_offer_completions_for_positional "board-report" -eq 1' -fa 'template' -d 'Make a folder of empty CSV files to fill in (a request\'s form is commissions.csv).'
complete -c 'board-report' -n '__board-report_should_offer_completions_for_positional "board-report" -eq 1' -fa 'database' -d 'Make our tables and roles, or bring them up to date.'
complete -c 'board-report' -n '__board-report_should_offer_completions_for_positional "board-report" -eq 1' -fa 'history' -d 'List what was issued, or follow one figure.'
complete -c 'board-report' -n '__board-report_should_offer_completions_for_positional "board-report" -eq 1' -fa 'retract' -d 'Remove an issue\'s files for good; the manifest stays, with the reason.'
complete -c 'board-report' -n '__board-report_should_offer_completions_for_positional "board-report" -eq 1' -fa 'verify' -d 'Compare every file of an issue with its manifest.'
complete -c 'board-report' -n '__board-report_should_offer_completions_for_positional "board-report" -eq 1' -fa 'compare' -d 'Compare two issues figure by figure.'
complete -c 'board-report' -n '__board-report_should_offer_completions_for_positional "board-report" -eq 1' -fa 'explain' -d 'Show how a figure came about, from the issue\'s own files.'
complete -c 'board-report' -n '__board-report_should_offer_completions_for_positional "board-report" -eq 1' -fa 'status' -d 'Name each quarter whose report is due and not there.'
complete -c 'board-report' -n '__board-report_should_offer_completions_for_positional "board-report" -eq 1' -fa 'metrics' -d 'Print every metric with its definition.'
complete -c 'board-report' -n '__board-report_should_offer_completions_for_positional "board-report" -eq 1' -fa 'completions' -d 'Print a shell\'s completion script.'
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
complete -c 'board-report' -n '__board-report_should_offer_completions_for_flags_or_options "board-report run" catch-up' -l 'catch-up' -d 'Issue each quarter that status calls due, in order, up to the first failure.'
complete -c 'board-report' -n '__board-report_should_offer_completions_for_flags_or_options "board-report run" dry-run' -l 'dry-run' -d 'Read, measure and check, and publish nothing.'
complete -c 'board-report' -n '__board-report_should_offer_completions_for_flags_or_options "board-report run" quiet' -l 'quiet' -d 'Say nothing unless something fails; the default without a terminal.'
complete -c 'board-report' -n '__board-report_should_offer_completions_for_flags_or_options "board-report run" verbose' -l 'verbose' -d 'Print the headline, the path, whether anything changed, and how long it took.'
complete -c 'board-report' -n '__board-report_should_offer_completions_for_flags_or_options "board-report run" log-format' -l 'log-format' -d 'text (default), or json: one object a line.' -rfka 'text json'
complete -c 'board-report' -n '__board-report_should_offer_completions_for_flags_or_options "board-report run" version' -l 'version' -d 'Show the version.'
complete -c 'board-report' -n '__board-report_should_offer_completions_for_flags_or_options "board-report run" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'board-report' -n '__board-report_should_offer_completions_for_flags_or_options "board-report check" job' -l 'job' -d 'The job file that declares the report.' -rfka ''
complete -c 'board-report' -n '__board-report_should_offer_completions_for_flags_or_options "board-report check" quarter' -l 'quarter' -d 'A quarter, such as 2010/11-Q3.' -rfka ''
complete -c 'board-report' -n '__board-report_should_offer_completions_for_flags_or_options "board-report check" year' -l 'year' -d 'A financial year, such as 2010/11.' -rfka ''
complete -c 'board-report' -n '__board-report_should_offer_completions_for_flags_or_options "board-report check" from' -l 'from' -d 'First day, such as 2010-08-16; with --to.' -rfka ''
complete -c 'board-report' -n '__board-report_should_offer_completions_for_flags_or_options "board-report check" to' -l 'to' -d 'Last day, included.' -rfka ''
complete -c 'board-report' -n '__board-report_should_offer_completions_for_flags_or_options "board-report check" database' -l 'database' -d 'Connection string, without a password; else the job file\'s, else libpq\'s own environment.' -rfka ''
complete -c 'board-report' -n '__board-report_should_offer_completions_for_flags_or_options "board-report check" data' -l 'data' -d 'A folder of CSV files, one a relation; needs no server.' -rfka ''
complete -c 'board-report' -n '__board-report_should_offer_completions_for_flags_or_options "board-report check" schema' -l 'schema' -d 'The schema of the relations (default: programme).' -rfka ''
complete -c 'board-report' -n '__board-report_should_offer_completions_for_flags_or_options "board-report check" today' -l 'today' -d 'Report as on this day instead of today.' -rfka ''
complete -c 'board-report' -n '__board-report_should_offer_completions_for_flags_or_options "board-report check" format' -l 'format' -d 'How the answer is printed: table or csv.' -rfka 'table csv'
complete -c 'board-report' -n '__board-report_should_offer_completions_for_flags_or_options "board-report check" version' -l 'version' -d 'Show the version.'
complete -c 'board-report' -n '__board-report_should_offer_completions_for_flags_or_options "board-report check" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'board-report' -n '__board-report_should_offer_completions_for_flags_or_options "board-report import" job' -l 'job' -d 'The job file that declares the report.' -rfka ''
complete -c 'board-report' -n '__board-report_should_offer_completions_for_flags_or_options "board-report import" database' -l 'database' -d 'Connection string, without a password; else the job file\'s, else libpq\'s own environment.' -rfka ''
complete -c 'board-report' -n '__board-report_should_offer_completions_for_flags_or_options "board-report import" data' -l 'data' -d 'A folder of CSV files, one a relation; needs no server.' -rfka ''
complete -c 'board-report' -n '__board-report_should_offer_completions_for_flags_or_options "board-report import" schema' -l 'schema' -d 'The schema of the relations (default: programme).' -rfka ''
complete -c 'board-report' -n '__board-report_should_offer_completions_for_flags_or_options "board-report import" replace' -l 'replace' -d 'Delete rows the folder lacks, and empty the columns its files leave out.'
complete -c 'board-report' -n '__board-report_should_offer_completions_for_flags_or_options "board-report import" dry-run' -l 'dry-run' -d 'Say what would change, and change nothing.'
complete -c 'board-report' -n '__board-report_should_offer_completions_for_flags_or_options "board-report import" errors' -l 'errors' -d 'Write the mistakes as CSV too, to open beside the data.' -rfka ''
complete -c 'board-report' -n '__board-report_should_offer_completions_for_flags_or_options "board-report import" version' -l 'version' -d 'Show the version.'
complete -c 'board-report' -n '__board-report_should_offer_completions_for_flags_or_options "board-report import" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'board-report' -n '__board-report_should_offer_completions_for_flags_or_options "board-report template" version' -l 'version' -d 'Show the version.'
complete -c 'board-report' -n '__board-report_should_offer_completions_for_flags_or_options "board-report template" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'board-report' -n '__board-report_should_offer_completions_for_flags_or_options "board-report database" version' -l 'version' -d 'Show the version.'
complete -c 'board-report' -n '__board-report_should_offer_completions_for_flags_or_options "board-report database" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'board-report' -n '__board-report_should_offer_completions_for_positional "board-report database" -eq 1' -fa 'create' -d 'Make our tables and roles in a database without them.'
complete -c 'board-report' -n '__board-report_should_offer_completions_for_positional "board-report database" -eq 1' -fa 'upgrade' -d 'Bring our tables up to this program\'s version.'
complete -c 'board-report' -n '__board-report_should_offer_completions_for_positional "board-report database" -eq 1' -fa 'status' -d 'Say at which version our tables are; exit 1 when an upgrade is due.'
complete -c 'board-report' -n '__board-report_should_offer_completions_for_flags_or_options "board-report database create" job' -l 'job' -d 'The job file that declares the report.' -rfka ''
complete -c 'board-report' -n '__board-report_should_offer_completions_for_flags_or_options "board-report database create" database' -l 'database' -d 'Connection string, without a password; else the job file\'s, else libpq\'s own environment.' -rfka ''
complete -c 'board-report' -n '__board-report_should_offer_completions_for_flags_or_options "board-report database create" data' -l 'data' -d 'A folder of CSV files, one a relation; needs no server.' -rfka ''
complete -c 'board-report' -n '__board-report_should_offer_completions_for_flags_or_options "board-report database create" schema' -l 'schema' -d 'The schema of the relations (default: programme).' -rfka ''
complete -c 'board-report' -n '__board-report_should_offer_completions_for_flags_or_options "board-report database create" version' -l 'version' -d 'Show the version.'
complete -c 'board-report' -n '__board-report_should_offer_completions_for_flags_or_options "board-report database create" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'board-report' -n '__board-report_should_offer_completions_for_flags_or_options "board-report database upgrade" job' -l 'job' -d 'The job file that declares the report.' -rfka ''
complete -c 'board-report' -n '__board-report_should_offer_completions_for_flags_or_options "board-report database upgrade" database' -l 'database' -d 'Connection string, without a password; else the job file\'s, else libpq\'s own environment.' -rfka ''
complete -c 'board-report' -n '__board-report_should_offer_completions_for_flags_or_options "board-report database upgrade" data' -l 'data' -d 'A folder of CSV files, one a relation; needs no server.' -rfka ''
complete -c 'board-report' -n '__board-report_should_offer_completions_for_flags_or_options "board-report database upgrade" schema' -l 'schema' -d 'The schema of the relations (default: programme).' -rfka ''
complete -c 'board-report' -n '__board-report_should_offer_completions_for_flags_or_options "board-report database upgrade" version' -l 'version' -d 'Show the version.'
complete -c 'board-report' -n '__board-report_should_offer_completions_for_flags_or_options "board-report database upgrade" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'board-report' -n '__board-report_should_offer_completions_for_flags_or_options "board-report database status" job' -l 'job' -d 'The job file that declares the report.' -rfka ''
complete -c 'board-report' -n '__board-report_should_offer_completions_for_flags_or_options "board-report database status" database' -l 'database' -d 'Connection string, without a password; else the job file\'s, else libpq\'s own environment.' -rfka ''
complete -c 'board-report' -n '__board-report_should_offer_completions_for_flags_or_options "board-report database status" data' -l 'data' -d 'A folder of CSV files, one a relation; needs no server.' -rfka ''
complete -c 'board-report' -n '__board-report_should_offer_completions_for_flags_or_options "board-report database status" schema' -l 'schema' -d 'The schema of the relations (default: programme).' -rfka ''
complete -c 'board-report' -n '__board-report_should_offer_completions_for_flags_or_options "board-report database status" version' -l 'version' -d 'Show the version.'
complete -c 'board-report' -n '__board-report_should_offer_completions_for_flags_or_options "board-report database status" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'board-report' -n '__board-report_should_offer_completions_for_flags_or_options "board-report history" job' -l 'job' -d 'The job file that declares the report.' -rfka ''
complete -c 'board-report' -n '__board-report_should_offer_completions_for_flags_or_options "board-report history" output' -l 'output' -d 'The archive; its last folder is made if need be.' -rfka ''
complete -c 'board-report' -n '__board-report_should_offer_completions_for_flags_or_options "board-report history" figure' -l 'figure' -d 'Follow this figure over all periods and issues, by any of its identities.' -rfka ''
complete -c 'board-report' -n '__board-report_should_offer_completions_for_flags_or_options "board-report history" format' -l 'format' -d 'text (default) or csv.' -rfka ''
complete -c 'board-report' -n '__board-report_should_offer_completions_for_flags_or_options "board-report history" version' -l 'version' -d 'Show the version.'
complete -c 'board-report' -n '__board-report_should_offer_completions_for_flags_or_options "board-report history" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'board-report' -n '__board-report_should_offer_completions_for_flags_or_options "board-report retract" job' -l 'job' -d 'The job file that declares the report.' -rfka ''
complete -c 'board-report' -n '__board-report_should_offer_completions_for_flags_or_options "board-report retract" output' -l 'output' -d 'The archive; its last folder is made if need be.' -rfka ''
complete -c 'board-report' -n '__board-report_should_offer_completions_for_flags_or_options "board-report retract" reason' -l 'reason' -d 'Why; status, verify and history will say it.' -rfka ''
complete -c 'board-report' -n '__board-report_should_offer_completions_for_flags_or_options "board-report retract" version' -l 'version' -d 'Show the version.'
complete -c 'board-report' -n '__board-report_should_offer_completions_for_flags_or_options "board-report retract" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'board-report' -n '__board-report_should_offer_completions_for_flags_or_options "board-report verify" job' -l 'job' -d 'The job file that declares the report.' -rfka ''
complete -c 'board-report' -n '__board-report_should_offer_completions_for_flags_or_options "board-report verify" output' -l 'output' -d 'The archive; its last folder is made if need be.' -rfka ''
complete -c 'board-report' -n '__board-report_should_offer_completions_for_flags_or_options "board-report verify" version' -l 'version' -d 'Show the version.'
complete -c 'board-report' -n '__board-report_should_offer_completions_for_flags_or_options "board-report verify" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'board-report' -n '__board-report_should_offer_completions_for_flags_or_options "board-report compare" job' -l 'job' -d 'The job file that declares the report.' -rfka ''
complete -c 'board-report' -n '__board-report_should_offer_completions_for_flags_or_options "board-report compare" output' -l 'output' -d 'The archive; its last folder is made if need be.' -rfka ''
complete -c 'board-report' -n '__board-report_should_offer_completions_for_flags_or_options "board-report compare" version' -l 'version' -d 'Show the version.'
complete -c 'board-report' -n '__board-report_should_offer_completions_for_flags_or_options "board-report compare" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'board-report' -n '__board-report_should_offer_completions_for_flags_or_options "board-report explain" job' -l 'job' -d 'The job file that declares the report.' -rfka ''
complete -c 'board-report' -n '__board-report_should_offer_completions_for_flags_or_options "board-report explain" output' -l 'output' -d 'The archive; its last folder is made if need be.' -rfka ''
complete -c 'board-report' -n '__board-report_should_offer_completions_for_flags_or_options "board-report explain" issue' -l 'issue' -d 'The issue to explain it in (default: the current issue of the period it is of).' -rfka ''
complete -c 'board-report' -n '__board-report_should_offer_completions_for_flags_or_options "board-report explain" version' -l 'version' -d 'Show the version.'
complete -c 'board-report' -n '__board-report_should_offer_completions_for_flags_or_options "board-report explain" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'board-report' -n '__board-report_should_offer_completions_for_flags_or_options "board-report status" job' -l 'job' -d 'The job file that declares the report.' -rfka ''
complete -c 'board-report' -n '__board-report_should_offer_completions_for_flags_or_options "board-report status" output' -l 'output' -d 'The archive; its last folder is made if need be.' -rfka ''
complete -c 'board-report' -n '__board-report_should_offer_completions_for_flags_or_options "board-report status" today' -l 'today' -d 'Report as on this day instead of today.' -rfka ''
complete -c 'board-report' -n '__board-report_should_offer_completions_for_flags_or_options "board-report status" prometheus' -l 'prometheus' -d 'Write this too, for node exporter\'s textfile collector.' -rfka ''
complete -c 'board-report' -n '__board-report_should_offer_completions_for_flags_or_options "board-report status" quiet' -l 'quiet' -d 'Say nothing when all is well: cron mails what is printed.'
complete -c 'board-report' -n '__board-report_should_offer_completions_for_flags_or_options "board-report status" version' -l 'version' -d 'Show the version.'
complete -c 'board-report' -n '__board-report_should_offer_completions_for_flags_or_options "board-report status" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'board-report' -n '__board-report_should_offer_completions_for_flags_or_options "board-report metrics" version' -l 'version' -d 'Show the version.'
complete -c 'board-report' -n '__board-report_should_offer_completions_for_flags_or_options "board-report metrics" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'board-report' -n '__board-report_should_offer_completions_for_flags_or_options "board-report completions" version' -l 'version' -d 'Show the version.'
complete -c 'board-report' -n '__board-report_should_offer_completions_for_flags_or_options "board-report completions" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'board-report' -n '__board-report_should_offer_completions_for_flags_or_options "board-report help" version' -l 'version' -d 'Show the version.'
