# Xinqiao's two commands are `make demo` and `make test`; the rest helps developers.

PYTHON ?= python3
RUN = .venv/bin/python -P

.DEFAULT_GOAL = help
.PHONY: help demo test matrix frontend messages docs lock clean ready ready-dev

help: ## 列出各项命令 / list the commands
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/make \1\t\2/p' Makefile

demo: ready ## 启动一所虚构的学校(PORT=、XINQIAO_HOME=)/ run an invented school (PORT=, XINQIAO_HOME=)
	@exec .venv/bin/xinqiao demo

test: ready-dev ## 全部检查与测试 / every check and every test
	@exec $(RUN) tools/checks.py

matrix: ready-dev ## 每个地址 × 每种人 × 每种方法 / every address, every person, every method
	@exec $(RUN) -m pytest -n 2 -m matrix

frontend: ready ## 生成样式、图标和脚本 / build styles, icons and scripts
messages: ready ## 编译译文 / compile the translations

docs: ready-dev ## 生成参考文档 / write the generated documents
	@.venv/bin/xinqiao docs

lock: ## 重新锁定依赖 / lock the dependencies anew
	@$(PYTHON) tools/lock.py

clean: ## 删除可重新生成的文件,不动数据 / remove what can be made again, never data
	rm -rf .venv .make src/xinqiao/web/static/build src/xinqiao/web/frontend/node_modules
	find src -name '*.mo' -delete

ready: ## 只准备,不启动 / prepare everything, start nothing
	@$(PYTHON) tools/environment.py run
	@$(RUN) tools/frontend.py
	@$(RUN) tools/messages.py

ready-dev:
	@$(PYTHON) tools/environment.py dev
	@$(RUN) tools/browser.py
	@$(RUN) tools/frontend.py
	@$(RUN) tools/messages.py
