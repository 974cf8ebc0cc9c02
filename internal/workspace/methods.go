package workspace

// methods are those we imitate. All others are unknown_method, so that an app
// proves that it survives without them.
var methods = map[string]method{
	"auth.test":             {tier: 4, reads: true, serve: authTest},
	"apps.connections.open": {tier: 1, appToken: true, serve: connectionsOpen},

	"chat.postMessage":   {scopes: chatWrite, required: []string{"channel"}, serve: postMessage},
	"chat.postEphemeral": {scopes: chatWrite, tier: 4, required: []string{"channel", "user"}, serve: postEphemeral},
	"chat.update":        {scopes: chatWrite, tier: 3, required: []string{"channel", "ts"}, serve: updateMessage},
	"chat.delete":        {scopes: chatWrite, tier: 3, required: []string{"channel", "ts"}, serve: deleteMessage},
	"chat.getPermalink":  {tier: 4, reads: true, required: []string{"channel", "message_ts"}, serve: permalink},

	"conversations.info":    {scopes: readInfo, tier: 3, reads: true, required: []string{"channel"}, serve: conversationInfo},
	"conversations.list":    {scopes: readInfo, tier: 2, reads: true, serve: conversationList},
	"conversations.members": {scopes: readInfo, tier: 4, reads: true, required: []string{"channel"}, serve: conversationMembers},
	"conversations.history": {scopes: readHistory, tier: 3, reads: true, required: []string{"channel"}, serve: conversationHistory},
	"conversations.replies": {scopes: readHistory, tier: 3, reads: true, required: []string{"channel", "ts"}, serve: conversationReplies},
	"conversations.open":    {scopes: []string{"im:write", "mpim:write"}, tier: 3, serve: conversationOpen},
	"conversations.join":    {scopes: []string{"channels:join"}, tier: 3, required: []string{"channel"}, serve: conversationJoin},
	"conversations.leave":   {scopes: []string{"channels:manage", "groups:write"}, tier: 3, required: []string{"channel"}, serve: conversationLeave},

	"users.info": {scopes: []string{"users:read"}, tier: 4, reads: true, required: []string{"user"}, serve: userInfo},
	"users.list": {scopes: []string{"users:read"}, tier: 2, reads: true, serve: userList},

	"reactions.add":    {scopes: []string{"reactions:write"}, tier: 3, required: []string{"channel", "timestamp", "name"}, serve: reactionAdd},
	"reactions.remove": {scopes: []string{"reactions:write"}, tier: 2, required: []string{"channel", "timestamp", "name"}, serve: reactionRemove},

	"views.open":    {tier: 4, required: []string{"view"}, serve: viewOpen},
	"views.push":    {tier: 4, required: []string{"view"}, serve: viewPush},
	"views.update":  {tier: 4, required: []string{"view"}, serve: viewUpdate},
	"views.publish": {tier: 4, required: []string{"view", "user_id"}, serve: viewPublish},

	"files.getUploadURLExternal":   {scopes: filesWrite, tier: 4, reads: true, required: []string{"filename", "length"}, serve: uploadURL},
	"files.completeUploadExternal": {scopes: filesWrite, tier: 4, required: []string{"files"}, serve: completeUpload},
	"files.delete":                 {scopes: filesWrite, tier: 3, required: []string{"file"}, serve: deleteFile},

	"canvases.create":     {scopes: canvasesWrite, tier: 2, serve: canvasCreate},
	"canvases.edit":       {scopes: canvasesWrite, tier: 3, required: []string{"canvas_id", "changes"}, serve: canvasEdit},
	"canvases.access.set": {scopes: canvasesWrite, tier: 3, required: []string{"canvas_id", "access_level"}, serve: canvasShare},
	"canvases.delete":     {scopes: canvasesWrite, tier: 3, required: []string{"canvas_id"}, serve: canvasDelete},
}
