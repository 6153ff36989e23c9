# Every script and every emoji can be printed, on Windows too.
sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")
