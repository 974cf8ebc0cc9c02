package prompts

import "text/template/parse"

// fields lists the names of data that a template uses, wherever in it: also
// where no sample leads.
func fields(n parse.Node) []string {
	var out []string
	for _, inner := range within(n) {
		switch inner := inner.(type) {
		case *parse.FieldNode:
			out = append(out, inner.Ident[0])
		case *parse.VariableNode:
			if inner.Ident[0] == "$" && len(inner.Ident) > 1 {
				out = append(out, inner.Ident[1])
			}
		default:
			out = append(out, fields(inner)...)
		}
	}
	return out
}

// within lists the nodes right below one.
func within(n parse.Node) []parse.Node {
	var out []parse.Node
	branch := func(b parse.BranchNode) {
		out = append(out, b.Pipe, b.List)
		if b.ElseList != nil {
			out = append(out, b.ElseList)
		}
	}
	switch n := n.(type) {
	case *parse.ListNode:
		out = n.Nodes
	case *parse.ActionNode:
		out = append(out, n.Pipe)
	case *parse.IfNode:
		branch(n.BranchNode)
	case *parse.RangeNode:
		branch(n.BranchNode)
	case *parse.WithNode:
		branch(n.BranchNode)
	case *parse.PipeNode:
		for _, c := range n.Cmds {
			out = append(out, c)
		}
	case *parse.CommandNode:
		out = n.Args
	case *parse.ChainNode:
		out = append(out, n.Node)
	}
	return out
}
