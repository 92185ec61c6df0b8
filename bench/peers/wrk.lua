-- "wrk ... url -- <bytes>" uploads a body of that many bytes with each request; at the end come the figures, on one line.
function init(args)
  local bytes = tonumber(args[1] or 0)
  if bytes > 0 then
    wrk.method = "POST"
    wrk.headers["Content-Type"] = "application/octet-stream"
    wrk.body = string.rep("x", bytes)
  end
end

function done(summary, latency, requests)
  local errors = summary.errors
  io.write(string.format("figures %d %d %d %d %d %d\n",
    summary.requests, summary.duration, latency:percentile(50), latency:percentile(99),
    errors.connect + errors.read + errors.write + errors.timeout + errors.status, summary.bytes))
end
