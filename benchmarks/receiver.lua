-- Sends each request of a file once, or again and again. See receiver.py, which writes the file.

function init(args)
    file = io.open(args[1], "rb")
    again = args[2] == "again"
    following = file:read("*l")
end

function request()
    local size = following
    if size == nil and again then
        file:seek("set")
        size = file:read("*l")
    end
    if size == nil then
        -- There are no more: the same address again would be no new submission.
        wrk.thread:stop()
        return "GET /healthz HTTP/1.1\r\nHost: council\r\n\r\n"
    end
    local whole = file:read(tonumber(size))
    following = file:read("*l")
    return whole
end

function done(summary, latency, requests)
    local refused = summary.errors.status
    local lost = summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.timeout
    io.write(string.format(
        '{"answered": %d, "refused": %d, "lost": %d, "seconds": %.3f, "p50": %.2f, "p99": %.2f}\n',
        summary.requests, refused, lost, summary.duration / 1e6,
        latency:percentile(50) / 1000, latency:percentile(99) / 1000
    ))
end
