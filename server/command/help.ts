export const HELP = `Usage: backhaul serve [options]

Runs the Backhaul server until it is told to stop (Ctrl-C).

  --port N            Port to listen on; 0 takes any free one   (PORT, 4180)
  --host H            Address to listen on                      (HOST, 127.0.0.1)
  --data DIR          Where the data is kept                    (DATA_DIR, ./data)
  --app DIR           A built app to serve beside the API       (APP_DIR, none)
  --body-limit BYTES  Largest request body                      (4194304)
  -h, --help          Shows this

A flag wins over its environment variable.`;
