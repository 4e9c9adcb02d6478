/// The form in which a borough asks for support. It holds no field that only the programme can fill in.
package enum RequestForm {
  package struct Question: Hashable, Sendable {
    package let question: String
    /// What to write.
    package let hint: String
    package var isDate = false
  }

  package static let title = "Request for support"

  package static let parts: [(title: String, questions: [Question])] = [
    (
      "Who asks",
      [
        Question(question: "Borough", hint: "The name of the borough or partnership."),
        Question(
          question: "Post", hint: "The post of the person who asks, and how to reach the post. No name is needed."),
      ]
    ),
    (
      "What is asked",
      [
        Question(
          question: "What do you want help with?",
          hint: "The service or practice, in a few sentences. Name no child, family or member of staff."),
        Question(
          question: "What should be different afterwards?", hint: "For whom, and how you will know that it has changed."
        ),
        Question(question: "Who will take part?", hint: "The teams and partners that will give time to the work."),
      ]
    ),
    (
      "Why now",
      [
        Question(
          question: "What led to the request?",
          hint: "Such as a review, an inspection, an audit, or a change of the service."),
        Question(question: "Is it urgent?", hint: "Write yes or no and, if yes, what happens if the work waits."),
      ]
    ),
    (
      "By when",
      [
        Question(question: "When could the work start?", hint: "A date, such as 2 August 2010.", isDate: true),
        Question(question: "By when is it needed?", hint: "A date, such as 29 October 2010.", isDate: true),
        Question(question: "How many days do you expect?", hint: "A number, or: not known."),
      ]
    ),
    (
      "Who decides",
      [
        Question(
          question: "Who agrees to the work for the borough?", hint: "The post that signs off days, dates and any cost."
        ),
        Question(
          question: "Who will take the next steps forward?",
          hint: "The post that owns what remains when the work is over."),
        Question(
          question: "May other boroughs learn from it?",
          hint: "Whether the case study at the end may be shared: yes, no, or ask."),
      ]
    ),
  ]

  /// The form to fill in on paper or in a word processor.
  package static var paper: Paper {
    Paper(
      title: .words(title),
      lines: ["Please answer what you can. The programme fills in references, themes and dates of its own."],
      sections: parts.map { part in
        Section(
          .words(part.title),
          part.questions.flatMap {
            [.heading(.words($0.question)), .paragraph(.words($0.hint)), .paragraph("Answer:")]
          })
      })
  }
}
