# The demo's APIs, roles and applications for the Terraform provider keycloak/keycloak (5.x).
# Based on the provider's documentation; the tests do not run it. The provider cannot set custom client scope attributes, so only the
# role mappings protect the scopes; the first apply of a bundle adds permissionScopes.protected.

terraform {
  required_providers {
    keycloak = {
      source  = "keycloak/keycloak"
      version = ">= 5.0"
    }
  }
}

variable "realm_id" {
  type = string
}

locals {
  apis = {
    "contacts-api" = { name = "Contacts", application = "contacts-app", order = 1000, scopes = [
      { name = "read:contacts", text = "Read your contacts" },
      { name = "delete:contacts", text = "Delete your contacts" },
    ] }
    "timesheets-api" = { name = "Timesheets", application = "timesheets-app", order = 2000, scopes = [
      { name = "read:timesheets", text = "Read your timesheets" },
      { name = "create:timesheets", text = "Create your timesheets" },
      { name = "delete:timesheets", text = "Delete your timesheets" },
      { name = "approve:timesheets", text = "Approve your timesheets" },
    ] }
    "events-api" = { name = "Events", application = "events-app", order = 3000, scopes = [
      { name = "create:events", text = "Create your events" },
      { name = "update:events", text = "Update your events" },
      { name = "view:events", text = "View your events" },
      { name = "register:events", text = "Register your events" },
    ] }
  }

  roles = {
    "employee" = { text = "Fills in timesheets", api = "timesheets-api", permissions = ["read:timesheets", "create:timesheets", "delete:timesheets"] }
    "manager" = { text = "Approves timesheets", api = "timesheets-api", permissions = ["read:timesheets", "create:timesheets", "delete:timesheets", "approve:timesheets"] }
    "organizer" = { text = "Plans events", api = "events-api", permissions = ["create:events", "update:events"] }
    "participant" = { text = "Goes to events", api = "events-api", permissions = ["view:events", "register:events"] }
  }

  scopes = merge([
    for id, api in local.apis : {
      for index, scope in api.scopes : scope.name => {
        api   = id
        text  = scope.text
        order = api.order + index + 1
      }
    }
  ]...)
}

resource "keycloak_openid_client" "api" {
  for_each            = local.apis
  realm_id            = var.realm_id
  client_id           = each.key
  name                = each.value.name
  access_type         = "BEARER-ONLY"
  full_scope_allowed  = false
  extra_config        = { resource_url = "https://${each.key}.example" }
}

resource "keycloak_role" "permission" {
  for_each    = local.scopes
  realm_id    = var.realm_id
  client_id   = keycloak_openid_client.api[each.value.api].id
  name        = each.key
  description = each.value.text
}

resource "keycloak_openid_client_scope" "scope" {
  for_each               = local.scopes
  realm_id               = var.realm_id
  name                   = each.key
  description            = each.value.text
  consent_screen_text    = each.value.text
  include_in_token_scope = true
  gui_order              = each.value.order
}

resource "keycloak_generic_role_mapper" "requires" {
  for_each        = local.scopes
  realm_id        = var.realm_id
  client_scope_id = keycloak_openid_client_scope.scope[each.key].id
  role_id         = keycloak_role.permission[each.key].id
}

resource "keycloak_role" "role" {
  for_each        = local.roles
  realm_id        = var.realm_id
  name            = each.key
  description     = each.value.text
  composite_roles = [for permission in each.value.permissions : keycloak_role.permission[permission].id]
}

resource "keycloak_openid_client" "application" {
  for_each              = local.apis
  realm_id              = var.realm_id
  client_id             = each.value.application
  access_type           = "PUBLIC"
  standard_flow_enabled = true
  full_scope_allowed    = false
  valid_redirect_uris   = ["http://localhost:9999/callback"]
}

resource "keycloak_openid_client_optional_scopes" "asks_for" {
  for_each        = local.apis
  realm_id        = var.realm_id
  client_id       = keycloak_openid_client.application[each.key].id
  optional_scopes = [for scope in each.value.scopes : scope.name]
  depends_on      = [keycloak_openid_client_scope.scope]
}

resource "keycloak_required_action" "switch" {
  realm_id = var.realm_id
  alias    = "permission-scopes"
  name     = "Permission Scopes"
  enabled  = true
}
