-- The paper's heading and the lines below it become its title block: the report, the period, the issue and the board.

local function split(inlines)
  local lines = { pandoc.List() }
  for _, inline in ipairs(inlines) do
    if inline.t == 'LineBreak' then
      table.insert(lines, pandoc.List())
    else
      lines[#lines]:insert(inline)
    end
  end
  return lines
end

function Pandoc(doc)
  local blocks = doc.blocks
  local heading, lines = blocks[1], blocks[2]
  if not heading or heading.t ~= 'Header' or heading.level ~= 1 then
    error('the document does not begin with a heading')
  end
  doc.meta.title = pandoc.MetaInlines(heading.content)
  doc.meta.pagetitle = pandoc.utils.stringify(heading.content)
  blocks:remove(1)
  if lines and lines.t == 'Para' then
    blocks:remove(1)
    local parts = split(lines.content)
    if FORMAT == 'docx' then
      for index = #parts, 1, -1 do
        local style = index == 1 and 'Subtitle' or 'Title Line'
        blocks:insert(1, pandoc.Div({ pandoc.Para(parts[index]) }, { ['custom-style'] = style }))
      end
    else
      doc.meta.lines = pandoc.MetaList {}
      for index, part in ipairs(parts) do doc.meta.lines[index] = pandoc.MetaInlines(part) end
    end
  end
  return doc
end
