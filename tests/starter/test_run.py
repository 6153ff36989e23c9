"""Ten operations with hostile texts: the simulated gateway receives, byte for byte, what the server would send."""

import cases
from gateway import Simulated
from programs import Batch, Work, rows, suite
from server import CALLS, Refused, Server

# Where the simulated gateway looks whether something exists, its answer is ordered; what it received counts.
TAKEN = {"path": "/v2/messages/delete", "status": 200}


def everything():
    """Every operation with a text that holds everything, and every text by itself."""
    wanted = {f"{name} with everything": call for name, call in cases.operations(cases.EVERYTHING).items()}
    for name, text in cases.STRINGS.items():
        wanted[f"text with {name}"] = cases.operations(text)["text"]
    return wanted


def work(row):
    results = {}
    with Simulated() as gateway, Server(
        WAWP_BASE_URL=gateway.base, WAWP_ACCESS_TOKEN=gateway.token, WAWP_INSTANCE_ID=gateway.instance
    ) as server:
        batch = Batch.new(row, "run")
        for case, (path, method, arguments) in everything().items():
            batch.generate(server, case, path=path, method=method, arguments=arguments)
        batch.build()
        for case, (path, method, arguments) in everything().items():
            program = batch.programs[case]
            ran, received = None, None
            if not isinstance(program, Refused) and not program.fault:
                gateway.reset(TAKEN)
                ran = program.run(program.environment(gateway.base, gateway.token, gateway.instance))
                received = gateway.received()
            expected = server.rehearsed(path, method, arguments)
            results[case] = (program, ran, received, with_credentials(expected, gateway))
    return results


def with_credentials(request, gateway):
    """The rehearsal with the credentials that it masks, as the simulated gateway tells of a request."""
    body = request["body"]
    if body and "access_token" in body:
        body = {**body, "access_token": gateway.token}
    kind = "application/json" if body is not None else None
    path = request["path"].split("/")
    return {**request, "path": path, "body": body, "token": gateway.token, "type": kind}


WORK = Work(rows(CALLS, run=True), work)


def arrives(case):
    def look(test, results):
        program, ran, received, expected = results[case]
        if isinstance(program, Refused):
            test.fail(f"the tool refuses to write it: {program}")
        if program.fault:
            test.fail(f"{program.file}\n{program.fault}")
        told = f"{program.file}\n{ran}"
        test.assertEqual(len(received), 1, f"requests: {received}\n{told}")
        [request] = received
        status = request.pop("status")
        # Programs may say of what character set their JSON is, and of what kind a body is that they do not send.
        kind = (request["type"] or "").split(";")[0]
        request = {**request, "type": kind if expected["type"] else None}
        test.same(request, expected, told)
        test.assertIn(status, range(200, 300), told)
        test.assertEqual(ran.status, 0, told)
        test.assertNotIn(request["token"], ran.output, "the token is shown")

    return look


def load_tests(*_):
    return suite(WORK, ((case, arrives(case)) for case in everything()))
