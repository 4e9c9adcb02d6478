// Who taught whom. A share has a teacher and a learner; without a learner it went to a wider audience.

extension SharedPractice {
  /// Returns the borough that was taught; nil where nobody outside the project's own borough was.
  ///
  /// - Parameter own: the borough of the share's commission; nil for work for all of London.
  package func taught(own: Text?) -> Text? {
    guard let code = boroughCode, code != own, code != fromBoroughCode else { return nil }
    return code
  }

  /// Whether the project's own borough learnt from another.
  package func isLearnt(own: Text?) -> Bool {
    guard let from = fromBoroughCode, from != own else { return false }
    return boroughCode == nil || boroughCode == own
  }

  /// Returns the borough that learnt; nil for a wider audience, and for work for all of London.
  package func learner(own: Text?) -> Text? { isLearnt(own: own) ? own : taught(own: own) }

  /// Returns the borough whose practice it was.
  package func teacher(own: Text?) -> Text? { fromBoroughCode ?? own }
}
