import { rule } from "./rule.ts";

/* Memory, disk and machines. Their loss explains whatever else went wrong. */

export const exhaustion = rule(
  "resource",
  `
  outofmemoryerror, outofmemory, out of memory, out-of-memory, memoryerror, arraymemoryerror, stackoverflowerror
  java heap space, gc overhead limit exceeded, garbage collection pressure, due to gc, std::bad_alloc, bad_alloc, out_of_memory, malloc
  oom killed, oomkilled, oom-killed, oom error, sigkill, signal 9, signal: 9, process was killed, has been killed, killed by signal
  exit code 137, exited with code 137, exit status 137, exit code: 137, exit code -9, exit code 143, code 52
  killed by yarn for exceeding, exceeding memory limits, exceeded memory limit, memory limit exceeded
  bad_malloc, failed to allocate, unable to allocate, cannot allocate memory, memory allocation of … failed, unable to acquire … bytes of memory, not enough memory
  insufficient memory, insufficient memory on the cluster, memory limit … exceeded, memory usage is too high, memory overhead
  driver_out_of_memory, spark_executor_oom
  no space left on device, errno 28, disk quota exceeded, disk full, disk is full, out of disk, out of disk space
  not enough space, insufficient disk space, unable to extend, tempdb is full, filegroup is full, filegroup … is full, transaction log … is full
  insufficient resources, resource temporarily unavailable, resource_exhausted, insufficient_resources
  maxresultsize, bigger than spark, exceeds the maximum result size, cannot broadcast the table
  rpc.message.maxsize, kryo serialization failed: buffer, message larger than max
  too many open files, errno 24
  too many connections, too many clients, connection slots, maximum number of connections, max_user_connections
  maximum … sessions, maximum number of sessions, maximum number of processes, connection pool exhausted
  connection is not available, pool timeout, queuepool limit, queue is full, too many concurrent, remaining connection
  `,
);

/** What is allotted to somebody and used up. It stands behind machines, whose quotas are the cloud's. */
export const quotas = rule(
  "resource",
  "quota exceeded, exceeded quota, quotaexceeded, quota has been exceeded, exceeded its quota",
);

export const lostMachines = rule(
  "cluster",
  `
  unexpected failure while waiting for the cluster, waiting for cluster, waiting for the cluster
  could not launch cluster, failed to launch cluster, failed to launch pipeline cluster, cluster … launch failed
  clusters are failing to launch, unable to start … cluster, cluster … did not start, cluster_launch_failure
  execution_service_startup_failure, failed to start the dlt service
  cluster … terminated, cluster … became unreachable, cluster … is unhealthy, cluster_unreachable, cluster … not reachable
  communication lost with driver, cluster became unusable
  lost connection to cluster, lost connection to the cluster, cluster_request_limit, py4jnetworkerror
  warehouse … failed to start, endpoint failed to start, compute … unavailable
  cloud provider, cloud provider launch failure, cloud_provider_launch_failure, terminated by the cloud provider
  insufficient capacity, no available capacity, insufficient_instance_capacity, insufficientinstancecapacity
  stockout, allocationfailed, skunotavailable, zonal_allocation_failed, instance pool, zone_resource_pool_exhausted
  quota … cores, vcpu limit, vcpulimitexceeded, no nodes are available, instances … unavailable
  spot instance, spot_instance_termination, spot termination, preempted, preemption, instance was reclaimed
  executor decommission, worker decommissioned, node was decommissioned, lost node, node lost, hardware failure
  bootstrap timeout, bootstrap_timeout, bootstrap failure, npip_tunnel_setup_failure, container_launch_failure
  init script failure, init_script_failure, init script … failed, instance_unreachable, communication_lost
  driver … restarting, driver … restarted, driver down, context has stopped, existing spark server driver
  execution context … disconnected, executioncontextid, session_changed, invalid_handle, driver … unhealthy
  driver is not healthy, driver … unhealthy, driver … unreachable, driver … not responsive, driver has stopped
  driver … stopped unexpectedly, driver failed to start, could not reach driver, lost connection to the driver
  host system was terminated, stopped sparkcontext, sparkcontext was shut down, sparkcontext has been shutdown, metastore_down, internal error … databricks support, internal_error:
  `,
);
