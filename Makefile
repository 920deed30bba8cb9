# Two commands are enough: `make serve` to use it, `make test` to be sure of it. Each is a script in script/, and each may be
# run again at any time. More arguments for the program: make serve ARGS="--listen 127.0.0.1:8080"
.PHONY: help serve build check test soak demo bench clean

help:
	@echo 'make serve   installs what is missing, builds, and serves http://127.0.0.1:3000 with a small database in data/'
	@echo 'make test    installs what is missing, then every check and every test, the browser'"'"'s included'
	@echo '             PART=checks, domain, server, web or browser: that part alone; ARGS=--times: where the time goes'
	@echo 'make soak    the long tests: many more lives of tickets than `make test` plays'
	@echo 'make check   formatting, lints of both halves, licences'
	@echo 'make build   what is put on a server, into dist/'
	@echo 'make demo    a desk with three hundred requests in demo-data/, then serves it'
	@echo 'make bench   measurements of the release build'
	@echo 'make clean   removes what was built; data/ stays'

serve:
	@exec script/serve $(ARGS)

build:
	@exec script/build

check:
	@exec script/check

# make test PART=server: one part; make test PART="domain server" ARGS=--times: two, and where the time went.
test:
	@exec script/test $(ARGS) $(PART)

soak:
	@exec script/soak $(ARGS)

demo:
	@exec script/demo $(ARGS)

bench:
	@exec script/bench $(ARGS)

clean:
	@exec script/clean
