-- Sends what the environment says, which stays out of the command line; prints the result as JSON.
wrk.headers["Ocp-Apim-Subscription-Key"] = os.getenv("SUBSCRIPTION_KEY")

if os.getenv("FORM") then
  wrk.method = "POST"
  wrk.body = os.getenv("FORM")
  wrk.headers["Content-Type"] = "application/x-www-form-urlencoded"
  wrk.headers["Cookie"] = "csrftoken=" .. os.getenv("CSRF_TOKEN")
  wrk.headers["X-CSRFToken"] = os.getenv("CSRF_TOKEN")
  wrk.headers["X-Requested-With"] = "fetch"
end

function done(summary, latency)
  local errors = summary.errors
  io.write(string.format(
    '\n{"requests": %d, "microseconds": %d, "p50": %d, "p99": %d, "errors": %d}\n',
    summary.requests, summary.duration, latency:percentile(50), latency:percentile(99),
    errors.connect + errors.read + errors.write + errors.status + errors.timeout))
end
