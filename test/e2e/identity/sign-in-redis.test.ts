import { signInSuite } from "./sign-in-suite.ts";

signInSuite("Redis", { redis: true });
