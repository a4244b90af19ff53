import { rule } from "./rule.ts";

/** Rights that are missing, and credentials that aren't accepted. */
export const refusals = rule(
  "permission",
  `
  permission_denied, permission denied, permissiondenied, permissionerror, denied on resource
  insufficient_permissions, insufficient permissions, insufficient permission, insufficient_privileges
  insufficient privileges, insufficientprivilege, missing privileges, insufficient scope, insufficient_scope
  access denied, accessdenied, access_denied, accessdeniedexception, accesscontrolexception
  does not have … permission, does not have … permissions, does not have … privilege, does not have … privileges
  does not have … access, do not have permission, do not have … access, don't have permission, not have select
  user does not have, principal does not have, lacks … privilege, lacks … permission, doesn't have … permission, doesn't have … access, no permissions, does not own, must be owner of
  requires … privilege, requires … permission, user is not an owner, row access policy
  not authorized, not authorised, unauthorized, unauthorised, unauthenticated, forbidden
  authorizationfailure, authorizationpermissionmismatch, authorizationfailed, authorizationexception
  is not allowed to, operation not permitted, not whitelisted, not allowlisted, feature_disabled
  authenticationfailed, authenticationexception, authenticationerror, authentication failed, authentication failure
  authentication error, could not authenticate, authentication unsuccessful, default credentials, login failed, logon denied, account is locked, user is locked
  invalid credentials, invalid_credentials, bad credentials, bad authentication, invalid authentication, invalid api key, incorrect api key, incorrect username or password
  invalid username or password, invalid username/password, password … expired, invalid access token, invalid token
  expiredtoken, token … expired, token … invalid, expired token, credentials … expired, secret … expired, invalid_grant
  invalid_client, invalidaccesskeyid, signaturedoesnotmatch, nocredentials, no credentials
  unable to locate credentials, could not find credentials, unable to load credentials, no valid credential
  invalid configuration value detected for fs.azure, keyproviderexception
  failed to authenticate, cannot authenticate, unable to authenticate, not entitled, security token … invalid, login incorrect, incorrect password, wrong password, invalid password, permission was denied, command denied, authentication required, payment required, insufficient_quota, billing details
  license … expired, licence … expired, license has expired, licence has expired, subscription … expired, subscription … suspended
  session expired, session has expired, expired session, token … revoked, expired or revoked, account … disabled, account … suspended, no longer active
  role … does not exist, principal … does not exist, identity … does not exist, read-only file system, is inactive, no longer exists in
  not permitted to, not enabled for this workspace, client address is not authorized, forbiddenbyfirewall
  key vault … denied, no … entry for host, public key, host key verification failed
  `,
);
