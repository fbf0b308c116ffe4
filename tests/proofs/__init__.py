"""The promises of the program, proved by breaking it on purpose. Shared by the tests and by the benchmarks."""
