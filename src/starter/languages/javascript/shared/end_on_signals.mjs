for (const signal of ["SIGINT", "SIGTERM"]) {
  process.once(signal, async () => {
    server.close();
    await queue; // What was taken is done first. A second Ctrl-C ends the program at once.
    process.exit();
  });
}
