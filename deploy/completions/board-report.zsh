#compdef board-report

__board-report_complete() {
    local -ar non_empty_completions=("${@:#(|:*)}")
    local -ar empty_completions=("${(M)@:#(|:*)}")
    _describe -V '' non_empty_completions -- empty_completions -P $'\'\''
}

__board-report_custom_complete() {
    local -a completions
    completions=("${(@f)"$("${command_name}" "${@}" "${command_line[@]}")"}")
    if [[ "${#completions[@]}" -gt 1 ]]; then
        __board-report_complete "${completions[@]:0:-1}"
    fi
}

__board-report_cursor_index_in_current_word() {
    if [[ -z "${QIPREFIX}${IPREFIX}${PREFIX}" ]]; then
        printf 0
    else
        printf %s "${#${(z)LBUFFER}[-1]}"
    fi
}

_board-report() {
    emulate -RL zsh -G
    setopt extendedglob nullglob numericglobsort
    unsetopt aliases banghist

    local -xr SAP_SHELL=zsh
    local -x SAP_SHELL_VERSION
    SAP_SHELL_VERSION="$(builtin emulate zsh -c 'printf %s "${ZSH_VERSION}"')"
    local -r SAP_SHELL_VERSION

    local context state state_descr line
    local -A opt_args

    local -r command_name="${words[1]}"
    local -ar command_line=("${words[@]}")
    local -ir current_word_index="$((CURRENT - 1))"

    local -i ret=1
    local -ar arg_specs=(
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
        '(-): :->command'
        '(-)*:: :->arg'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0
    case "${state}" in
    command)
        local -ar subcommands=(
            'run:Issue the report of a period; unchanged figures issue nothing.'
            'check:Check connection, privileges, contract, settings and the quality of the data.'
            'import:Bring a folder of CSV files, one a relation, into our tables: all or nothing.'
            'template:Make a folder of empty CSV files to fill in (a request'\''s form is commissions.csv).'
            'database:Make our tables and roles, or bring them up to date.'
            'history:List what was issued, or follow one figure.'
            'retract:Remove an issue'\''s files for good; the manifest stays, with the reason.'
            'verify:Compare every file of an issue with its manifest.'
            'compare:Compare two issues figure by figure.'
            'explain:Show how a figure came about, from the issue'\''s own files.'
            'status:Name each quarter whose report is due and not there.'
            'metrics:Print every metric with its definition.'
            'completions:Print a shell'\''s completion script.'
            'help:Show subcommand help information.'
        )
        _describe -V subcommand subcommands && ret=0
        ;;
    arg)
        case "${words[1]}" in
        run|check|import|template|database|history|retract|verify|compare|explain|status|metrics|completions|help)
            "_board-report_${words[1]}" && ret=0
            ;;
        esac
        ;;
    esac

    return "${ret}"
}

_board-report_run() {
    local -i ret=1
    local -ar ___log_format=('text' 'json')
    local -ar arg_specs=(
        '--job[The job file that declares the report.]:file:'
        '--output[The archive; its last folder is made if need be.]:folder:'
        '--quarter[A quarter, such as 2010/11-Q3.]:quarter:'
        '--year[A financial year, such as 2010/11.]:year:'
        '--from[First day, such as 2010-08-16; with --to.]:date:'
        '--to[Last day, included.]:date:'
        '--database[Connection string, without a password; else the job file'\''s, else libpq'\''s own environment.]:conninfo:'
        '--data[A folder of CSV files, one a relation; needs no server.]:folder:'
        '--schema[The schema of the relations (default\: programme).]:name:'
        '--today[Report as on this day instead of today.]:date:'
        '--strict[Refuse to publish when a finding of data quality is an error.]'
        '--reissue[Issue again although nothing changed; with --reason.]'
        '--reason[Why it is issued again.]:text:'
        '--catch-up[Issue each quarter that status calls due, in order, up to the first failure.]'
        '--dry-run[Read, measure and check, and publish nothing.]'
        '--quiet[Say nothing unless something fails; the default without a terminal.]'
        '--verbose[Print the headline, the path, whether anything changed, and how long it took.]'
        '--log-format[text (default), or json\: one object a line.]:format:{__board-report_complete "${___log_format[@]}"}'
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0

    return "${ret}"
}

_board-report_check() {
    local -i ret=1
    local -ar ___format=('table' 'csv')
    local -ar arg_specs=(
        '--job[The job file that declares the report.]:file:'
        '--quarter[A quarter, such as 2010/11-Q3.]:quarter:'
        '--year[A financial year, such as 2010/11.]:year:'
        '--from[First day, such as 2010-08-16; with --to.]:date:'
        '--to[Last day, included.]:date:'
        '--database[Connection string, without a password; else the job file'\''s, else libpq'\''s own environment.]:conninfo:'
        '--data[A folder of CSV files, one a relation; needs no server.]:folder:'
        '--schema[The schema of the relations (default\: programme).]:name:'
        '--today[Report as on this day instead of today.]:date:'
        '--format[How the answer is printed\: table or csv.]:format:{__board-report_complete "${___format[@]}"}'
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0

    return "${ret}"
}

_board-report_import() {
    local -i ret=1
    local -ar arg_specs=(
        ':folder:'
        '--job[The job file that declares the report.]:file:'
        '--database[Connection string, without a password; else the job file'\''s, else libpq'\''s own environment.]:conninfo:'
        '--data[A folder of CSV files, one a relation; needs no server.]:folder:'
        '--schema[The schema of the relations (default\: programme).]:name:'
        '--replace[Delete rows the folder lacks, and empty the columns its files leave out.]'
        '--dry-run[Say what would change, and change nothing.]'
        '--errors[Write the mistakes as CSV too, to open beside the data.]:file:'
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0

    return "${ret}"
}

_board-report_template() {
    local -i ret=1
    local -ar arg_specs=(
        ':folder:'
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0

    return "${ret}"
}

_board-report_database() {
    local -i ret=1
    local -ar arg_specs=(
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
        '(-): :->command'
        '(-)*:: :->arg'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0
    case "${state}" in
    command)
        local -ar subcommands=(
            'create:Make our tables and roles in a database without them.'
            'upgrade:Bring our tables up to this program'\''s version.'
            'status:Say at which version our tables are; exit 1 when an upgrade is due.'
        )
        _describe -V subcommand subcommands && ret=0
        ;;
    arg)
        case "${words[1]}" in
        create|upgrade|status)
            "_board-report_database_${words[1]}" && ret=0
            ;;
        esac
        ;;
    esac

    return "${ret}"
}

_board-report_database_create() {
    local -i ret=1
    local -ar arg_specs=(
        '--job[The job file that declares the report.]:file:'
        '--database[Connection string, without a password; else the job file'\''s, else libpq'\''s own environment.]:conninfo:'
        '--data[A folder of CSV files, one a relation; needs no server.]:folder:'
        '--schema[The schema of the relations (default\: programme).]:name:'
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0

    return "${ret}"
}

_board-report_database_upgrade() {
    local -i ret=1
    local -ar arg_specs=(
        '--job[The job file that declares the report.]:file:'
        '--database[Connection string, without a password; else the job file'\''s, else libpq'\''s own environment.]:conninfo:'
        '--data[A folder of CSV files, one a relation; needs no server.]:folder:'
        '--schema[The schema of the relations (default\: programme).]:name:'
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0

    return "${ret}"
}

_board-report_database_status() {
    local -i ret=1
    local -ar arg_specs=(
        '--job[The job file that declares the report.]:file:'
        '--database[Connection string, without a password; else the job file'\''s, else libpq'\''s own environment.]:conninfo:'
        '--data[A folder of CSV files, one a relation; needs no server.]:folder:'
        '--schema[The schema of the relations (default\: programme).]:name:'
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0

    return "${ret}"
}

_board-report_history() {
    local -i ret=1
    local -ar arg_specs=(
        '--job[The job file that declares the report.]:file:'
        '--output[The archive; its last folder is made if need be.]:folder:'
        '--figure[Follow this figure over all periods and issues, by any of its identities.]:id:'
        '--format[text (default) or csv.]:format:'
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0

    return "${ret}"
}

_board-report_retract() {
    local -i ret=1
    local -ar arg_specs=(
        '--job[The job file that declares the report.]:file:'
        '--output[The archive; its last folder is made if need be.]:folder:'
        '--reason[Why; status, verify and history will say it.]:text:'
        ':issue:'
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0

    return "${ret}"
}

_board-report_verify() {
    local -i ret=1
    local -ar arg_specs=(
        '--job[The job file that declares the report.]:file:'
        '--output[The archive; its last folder is made if need be.]:folder:'
        ':issue:'
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0

    return "${ret}"
}

_board-report_compare() {
    local -i ret=1
    local -ar arg_specs=(
        '--job[The job file that declares the report.]:file:'
        '--output[The archive; its last folder is made if need be.]:folder:'
        ':first:'
        ':second:'
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0

    return "${ret}"
}

_board-report_explain() {
    local -i ret=1
    local -ar arg_specs=(
        '--job[The job file that declares the report.]:file:'
        '--output[The archive; its last folder is made if need be.]:folder:'
        '--issue[The issue to explain it in (default\: the current issue of the period it is of).]:issue:'
        ':figure:'
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0

    return "${ret}"
}

_board-report_status() {
    local -i ret=1
    local -ar arg_specs=(
        '--job[The job file that declares the report.]:file:'
        '--output[The archive; its last folder is made if need be.]:folder:'
        '--today[Report as on this day instead of today.]:date:'
        '--prometheus[Write this too, for node exporter'\''s textfile collector.]:file:'
        '--quiet[Say nothing when all is well\: cron mails what is printed.]'
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0

    return "${ret}"
}

_board-report_metrics() {
    local -i ret=1
    local -ar arg_specs=(
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0

    return "${ret}"
}

_board-report_completions() {
    local -i ret=1
    local -ar arg_specs=(
        ':shell:'
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0

    return "${ret}"
}

_board-report_help() {
    local -i ret=1
    local -ar arg_specs=(
        '*:subcommands:'
        '--version[Show the version.]'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0

    return "${ret}"
}

if [[ "${funcstack[1]}" = _board-report ]]; then
    _board-report "${@}"
else
    compdef _board-report board-report
fi
