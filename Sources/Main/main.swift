// The executable. The program is a library, so that tests run its verbs in their own process.
import BoardReport

Program.main()
