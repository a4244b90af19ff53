/** A cluster of the workspace. */
export interface Cluster {
  cluster: string;
  name: string;
  state: "starting" | "running" | "resizing" | "stopping" | "stopped" | "failed" | "unknown";
  /** What made it, in the service's words: `JOB`, `UI`, `API`, `PIPELINE`. */
  source: string;
  /** Who made it, as the service knows them. */
  creator?: string;
  startedAt?: number;
  url?: string;
}

/** Something that happened to a cluster. */
export interface ClusterEvent {
  at: number;
  /** In the service's words: `DRIVER_NOT_RESPONDING`, `NODES_LOST`, `TERMINATING`. */
  type: string;
  /** Why it terminated: `CLOUD_PROVIDER_LAUNCH_FAILURE`. */
  reason?: string;
  /** The service's or the cloud's own words; at most 1,000 characters. */
  message?: string;
}
