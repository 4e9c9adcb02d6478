import Core
import Input
import Support
import Testing

@Suite struct CopyTextTests {
  private func rows(_ relation: String, _ text: String) throws -> String {
    let folder = try TestFolder([relation + ".csv": text])
    let read = try folder.read()
    let table = try #require(read.tables.first { $0.relation.name == relation })
    var copied: [UInt8] = []
    try read.forEachPiece(of: table) { copied += $0 }
    return String(decoding: copied, as: UTF8.self)
  }

  @Test func `values are spelt one way, in the contract's order, and null is what is not recorded`() throws {
    let days =
      "recorded_at,days,worked_on,adviser_id,commission_id,activity\n" + "06/08/2010 15:40,1,6/8/2010, 001,7,a\n"
      + "2010-08-07T00:30:00.9+01:00,0.250,07/08/2010,1,7,\"b\\\tc\r\n'\"\"d\"\n"
    #expect(
      try rows("days", days) == "7\t2010-08-06\t1\ta\t1.00\t2010-08-06T15:40:00Z\n"
        + "7\t2010-08-07\t1\tb\\\\\\tc\\r\\n'\"d\t0.25\t2010-08-06T23:30:00Z\n")
    #expect(
      try rows("reviews", "commission_id,may_publish,comment,rating,received_on\n7,TRUE,\" \",\"\",01/11/2010\n")
        == "7\t\\N\t2010-11-01\t\\N\t\\N\t\\N\tt\t1\t\\N\t\\N\n")
    #expect(
      try rows("variations", "commission_id,variation_no,agreed_on,days_change,reason\n7,1,2010-09-01,-2.5,=x\n")
        == "7\t1\t2010-09-01\t-2.50\t=x\n")
  }

  @Test func `a file that changed since it was looked through is refused`() throws {
    let folder = try TestFolder()
    let read = try folder.read()
    let table = try #require(read.tables.first)
    for changed in ["borough_code,name\nE09000014,Haringey\n", "borough_code,name\nE09000014,\nx,\n"] {
      try folder.write(Array(changed.utf8), "boroughs.csv")
      #expect(throws: ImportError.self) { try read.forEachPiece(of: table) { _ in } }
    }
  }
}
