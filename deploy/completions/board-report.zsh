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
            'metrics:Print every metric with its definition.'
            'help:Show subcommand help information.'
        )
        _describe -V subcommand subcommands && ret=0
        ;;
    arg)
        case "${words[1]}" in
        run|metrics|help)
            "_board-report_${words[1]}" && ret=0
            ;;
        esac
        ;;
    esac

    return "${ret}"
}

_board-report_run() {
    local -i ret=1
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
        '--dry-run[Read, measure and check, and publish nothing.]'
        '--quiet[Say nothing unless something fails; the default without a terminal.]'
        '--verbose[Print the headline, the path, and whether anything changed.]'
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
