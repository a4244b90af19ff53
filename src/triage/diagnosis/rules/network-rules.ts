import { rule } from "./rule.ts";

/** Services that can't be reached, break off, are overloaded, or let us wait for an answer. */
export const unreachableServices = rule(
  "network",
  `
  connection refused, connection reset, connection aborted, connection closed, connection timed out
  connection timeout, connection was closed, connection was lost, connection broken, connection lost, connection dropped, connection was reset, tcp provider, network-related, network error, connection … terminated
  connection to … refused, connection to … failed, connection to … timed out, connection to … lost, could not translate host name
  is starting up, is shutting down, administrator command, gone away, server is busy, server busy, serverbusy, is overloaded
  connection has been closed, did not return a response, server disconnected, not currently available, currently unavailable, currently overloaded, please retry your request
  connection to … failed, connection … has failed, lost connection to, can't connect to, cannot reach, not reachable, create connection
  unreachable, failed to establish a new connection, failed to connect, could not connect, couldn't connect
  cannot connect, cannot connect to, unable to connect, communications link failure, max retries exceeded
  communication link failure, communication error, failed to get the response, connection error, no listener, the network path was not found, no route to host, noroutetohostexception
  network is unreachable, econnaborted, econnreset, econnrefused, etimedout, enotfound, eai_again
  connecttimeout, connecttimeouterror, connecttimeoutexception, connect timed out, read timed out, readtimeout
  readtimeouterror, sockettimeoutexception, socketexception, socket timeout, socket.timeout, socket closed
  read operation timed out, write operation timed out, handshake operation timed out, ftp … timed out
  socket hang up, broken pipe, brokenpipeerror, connectexception, connectionerror, connectionreseterror
  connectionrefusederror, connectionabortederror, newconnectionerror, protocolerror, remotedisconnected
  incompleteread, nohttpresponseexception, chunkedencodingerror, remote end closed connection, sftp … closed
  server closed the connection, closed by the remote host, unexpected eof, prematurely closed, end-of-file on communication channel
  name or service not known, temporary failure in name resolution, nodename nor servname, unknownhostexception
  unknown host, could not resolve host, unable to resolve host, failed to resolve, getaddrinfo, nameresolutionerror
  no resolvable, unresolved address, unresolvedaddressexception
  sslerror, sslhandshakeexception, certificate verify failed, certificate has expired, pkix path building failed
  proxyerror, proxy error, tunnel connection failed
  service unavailable, serviceunavailable, bad gateway, gateway timeout, gateway time-out, internal server error
  temporarily_unavailable, temporarily unavailable, statuscode.unavailable, is not currently available
  too many requests, toomanyrequests, slowdown, please reduce your request rate, request_limit_exceeded
  rate limit, rate exceeded, ratelimiterror, throttl, throttled, throttling, throttlingexception
  requestlimitexceeded, too many 429, servererror: 503, failed to fetch, fetchfailedexception
  kafka … disconnected, broker … not available, brokernotavailable, no brokers available, nobrokersavailable
  node assignment
  `,
);

/** Two that wanted to write the same thing at the same time: the one that lost may try again. */
export const conflicts = rule(
  "timeout",
  `
  database is locked, deadlock, deadlocked, deadlock victim, concurrent update, concurrent modification, conflicting commit
  concurrentappend, concurrentwrite, concurrentdeleteread, concurrentdeletedelete, concurrenttransaction
  could not serialize access, serialization failure, could not obtain lock, lock not available, resource busy and acquire
  canceling statement due to conflict, commit conflict, transaction conflict, was updated by another transaction
  `,
);

/** Limits of time that something says it was ended by. */
export const limitsOfTime = rule(
  "timeout",
  `
  maximum duration, maximum … duration, maximum … run time, maximum … runtime, maximum execution time
  execution time limit, exceeded the maximum time, time limit exceeded, statement_timeout, statement timeout
  query_execution_timeout_exceeded, query execution timeout, deadline exceeded, deadline_exceeded, deadlineexceeded
  lock wait, lock timeout, lock request time out, took too long, execute broadcast in
  did not complete within, did not finish within, timeoutexpired, execution time exceeded, exceeded its time limit
  longer than the configured, exceeded the time limit
  `,
);
