#!/usr/bin/env bash
# The demo's APIs, roles and applications by kcadm.
#
#   kcadm.sh config credentials --server http://localhost:8080 --realm master --user admin
#   REALM=acme KCADM=/opt/keycloak/bin/kcadm.sh ./kcadm.sh
#
# The realm must already exist. A second run stops at the first object, because it then exists.
set -euo pipefail
: "${REALM:?the name of the realm}"
KCADM=${KCADM:-kcadm.sh}

# application CLIENT_ID: a single-page application
application() {
  "$KCADM" create clients -r "$REALM" -i -s clientId="$1" -s publicClient=true -s fullScopeAllowed=false \
    -s 'redirectUris=["http://localhost:9999/callback"]'
}

# api CLIENT_ID NAME: a client that stands for an API; nobody logs in to it
api() {
  "$KCADM" create clients -r "$REALM" -i -s clientId="$1" -s name="$2" -s bearerOnly=true -s fullScopeAllowed=false \
    -s "attributes.resource_url=https://$1.example"
}

# scope API_ID API NAME ORDER TEXT APPLICATION_ID: a permission, and the scope that requires it
scope() {
  local role scope
  "$KCADM" create "clients/$1/roles" -r "$REALM" -s name="$3" -s description="$5"
  scope=$("$KCADM" create client-scopes -r "$REALM" -i -s name="$3" -s protocol=openid-connect -s description="$5" \
    -s 'attributes."include.in.token.scope"=true' -s 'attributes."display.on.consent.screen"=true' \
    -s "attributes.\"consent.screen.text\"=$5" -s "attributes.\"gui.order\"=$4" \
    -s "attributes.\"permissionScopes.api\"=$2" -s 'attributes."permissionScopes.protected"=true')
  role=$("$KCADM" get "clients/$1/roles/$3" -r "$REALM" --fields id,name)
  echo "[$role]" | "$KCADM" create "client-scopes/$scope/scope-mappings/clients/$1" -r "$REALM" -f -
  "$KCADM" update "clients/$6/optional-client-scopes/$scope" -r "$REALM"
}

# role NAME TEXT API PERMISSION…: a realm role with permissions
role() {
  local name=$1 text=$2 api=$3
  shift 3
  "$KCADM" create roles -r "$REALM" -s name="$name" -s description="$text"
  for permission in "$@"; do
    "$KCADM" add-roles -r "$REALM" --rname "$name" --cclientid "$api" --rolename "$permission"
  done
}

CONTACTS_APP=$(application contacts-app)
CONTACTS=$(api contacts-api Contacts)
scope "$CONTACTS" contacts-api read:contacts 1001 "Read your contacts" "$CONTACTS_APP"
scope "$CONTACTS" contacts-api delete:contacts 1002 "Delete your contacts" "$CONTACTS_APP"

TIMESHEETS_APP=$(application timesheets-app)
TIMESHEETS=$(api timesheets-api Timesheets)
scope "$TIMESHEETS" timesheets-api read:timesheets 2001 "Read your timesheets" "$TIMESHEETS_APP"
scope "$TIMESHEETS" timesheets-api create:timesheets 2002 "Create your timesheets" "$TIMESHEETS_APP"
scope "$TIMESHEETS" timesheets-api delete:timesheets 2003 "Delete your timesheets" "$TIMESHEETS_APP"
scope "$TIMESHEETS" timesheets-api approve:timesheets 2004 "Approve your timesheets" "$TIMESHEETS_APP"

EVENTS_APP=$(application events-app)
EVENTS=$(api events-api Events)
scope "$EVENTS" events-api create:events 3001 "Create your events" "$EVENTS_APP"
scope "$EVENTS" events-api update:events 3002 "Update your events" "$EVENTS_APP"
scope "$EVENTS" events-api view:events 3003 "View your events" "$EVENTS_APP"
scope "$EVENTS" events-api register:events 3004 "Register your events" "$EVENTS_APP"

role employee "Fills in timesheets" timesheets-api read:timesheets create:timesheets delete:timesheets
role manager "Approves timesheets" timesheets-api read:timesheets create:timesheets delete:timesheets approve:timesheets
role organizer "Plans events" events-api create:events update:events
role participant "Goes to events" events-api view:events register:events

# The switch.
"$KCADM" update authentication/required-actions/permission-scopes -r "$REALM" -s enabled=true
