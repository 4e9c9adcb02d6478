/// A programme whose every text column holds a text of its own in each of many rows: boroughs, advisers, and host
/// commissions in full, so that the paper and a case study show every word.
struct ManyTexts {
  /// Every column that takes text, and one of the given texts in each row of it.
  static let columns = [
    "boroughs.name", "advisers.name", "commissions.reference", "commissions.title", "commissions.theme",
    "commissions.request", "commissions.work_undertaken", "commissions.next_steps", "variations.reason",
    "strands.title", "strands.note", "days.activity", "outcomes.kind", "outcomes.summary", "reviews.comment",
    "reviews.reviewer_role", "shared_practice.channel", "shared_practice.summary", "bank_holidays.name",
  ]

  let rows: Int
  /// The text of a column, by its place in `columns`, in a row, from 0.
  let text: (_ column: Int, _ row: Int) -> String

  /// Fills our tables, which hold nothing yet but the sample's.
  var script: String {
    """
    create temporary table w (n int, c int, t text);
    insert into w values \(values);
    create function pg_temp.t(n int, c int) returns text language sql as 'select t from w where w.n = $1 and w.c = $2';
    insert into programme.boroughs select 'X' || g, pg_temp.t(g, 0) from generate_series(1, \(rows)) g;
    insert into programme.advisers select 1000 + g, pg_temp.t(g, 1), '2010-04-01', null, 5 from generate_series(1, \(rows)) g;
    insert into programme.commissions (commission_id, reference, borough_code, title, theme, arrangement,
      requested_on, starts_on, request, work_undertaken, next_steps)
      select 1000 + g, pg_temp.t(g, 2), 'X' || g, pg_temp.t(g, 3), pg_temp.t(g, 4), 'host', '2010-08-01', '2010-09-01',
        pg_temp.t(g, 5), pg_temp.t(g, 6), pg_temp.t(g, 7) from generate_series(1, \(rows)) g;
    insert into programme.variations select 1000 + g, 1, '2010-10-01', 1, pg_temp.t(g, 8) from generate_series(1, \(rows)) g;
    insert into programme.strands (commission_id, strand_no, title, note)
      select 1000 + g, 1, pg_temp.t(g, 9), pg_temp.t(g, 10) from generate_series(1, \(rows)) g;
    insert into programme.days select 1000 + g, '2010-10-05', 1000 + g, pg_temp.t(g, 11), 1, '2010-10-06 12:00Z'
      from generate_series(1, \(rows)) g;
    insert into programme.outcomes select 1000 + g, 1, '2010-10-07', pg_temp.t(g, 12), 'achieved', pg_temp.t(g, 13),
      '2010-10-08 12:00Z' from generate_series(1, \(rows)) g;
    insert into programme.reviews select 1000 + g, '2010-10-10', '2010-10-20', 'useful', pg_temp.t(g, 14), pg_temp.t(g, 15), true
      from generate_series(1, \(rows)) g;
    insert into programme.shared_practice select 1000 + g, 1, '2010-10-21', null, pg_temp.t(g, 16), pg_temp.t(g, 17)
      from generate_series(1, \(rows)) g;
    insert into programme.bank_holidays select date '2012-12-31' + g, pg_temp.t(g, 18) from generate_series(1, \(rows)) g;
    """
  }

  private var values: String {
    (0..<rows).flatMap { row in
      Self.columns.indices.map { column in
        let quoted = text(column, row).replacing("'", with: "''")
        return "(\(row + 1), \(column), '\(quoted)')"
      }
    }.joined(separator: ", ")
  }
}
